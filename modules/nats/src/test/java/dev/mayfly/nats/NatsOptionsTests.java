package dev.mayfly.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NatsOptionsTests {

  private static ContainerSpec spec(NatsContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_asks_for_no_login() {
    ContainerSpec spec = spec(NatsContainer.of());
    assertThat(spec.image().describe()).isEqualTo("nats:2.10");
    assertThat(spec.ports()).containsExactly(Port.tcp(4222), Port.tcp(8222));
    assertThat(spec.command()).containsExactly("--http_port", "8222");
    assertThat(NatsContainer.of().user()).isNull();
    assertThat(NatsContainer.of().password()).isNull();
  }

  @Test
  void options_are_added_to_its_command_line_in_order() {
    NatsContainer container =
        NatsContainer.of().jetStream().login("clerk", "secret").option("--max_payload", "100");
    assertThat(spec(container).command())
        .endsWith("--jetstream", "--user", "clerk", "--pass", "secret", "--max_payload", "100");
    assertThat(container.user()).isEqualTo("clerk");
    assertThat(container.password()).isEqualTo("secret");
  }

  @Test
  void its_settings_are_copied_to_where_the_server_is_told_to_read_them() {
    NatsContainer container = NatsContainer.of().config(FileSource.text("max_payload: 100"));
    assertThat(spec(container).command()).endsWith("--config", "/nats-server.conf");
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/nats-server.conf");
  }

  @Test
  void an_empty_login_is_refused_since_the_server_takes_it_for_none() {
    assertThatThrownBy(() -> NatsContainer.of().login("", "secret")).hasMessageContaining("user");
    assertThatThrownBy(() -> NatsContainer.of().login("clerk", ""))
        .hasMessageContaining("password");
    assertThatThrownBy(() -> NatsContainer.of().token("")).hasMessageContaining("token");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(NatsContainer.class, NatsContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
