package dev.mayfly.artemis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArtemisOptionsTests {

  private static ContainerSpec spec(ArtemisContainer container) {
    return container.slot().spec();
  }

  private static Look look(int status, String body) throws IOException {
    String answer =
        "HTTP/1.1 %d x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.getBytes(UTF_8).length, body);
    try (CannedServer server = CannedServer.answering(answer)) {
      Login login = new Login("ann", "never-told");
      return ActiveReadiness.look(new Console(server.address(), login, Duration.ofSeconds(5)));
    }
  }

  @Test
  void the_default_is_a_pinned_image_with_a_login() {
    ArtemisContainer container = ArtemisContainer.of();
    assertThat(spec(container).image().describe()).isEqualTo("apache/activemq-artemis:2.42.0");
    assertThat(spec(container).ports()).containsExactly(Port.tcp(61616), Port.tcp(8161));
    assertThat(container.user()).isEqualTo("artemis");
    assertThat(container.password()).isEqualTo("artemis");
  }

  @Test
  void a_login_reaches_the_image_and_its_password_is_a_secret() {
    ArtemisContainer container = ArtemisContainer.of().user("ann").password("never-told");
    assertThat(spec(container).env())
        .containsEntry("ARTEMIS_USER", "ann")
        .containsEntry("ARTEMIS_PASSWORD", "never-told");
    assertThat(spec(container).toString()).doesNotContain("never-told");
  }

  @Test
  void queues_and_files_are_told_as_the_image_reads_them() {
    ArtemisContainer container =
        ArtemisContainer.of().queues("orders", "stock").config("broker.xml", FileSource.text("x"));
    assertThat(spec(container).env().get("EXTRA_ARGS"))
        .startsWith("--http-host 0.0.0.0 --relax-jolokia ")
        .endsWith(" --queues orders,stock");
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/var/lib/artemis-instance/etc-override/broker.xml");
  }

  @Test
  void what_the_image_would_cut_is_refused() {
    assertThatThrownBy(() -> ArtemisContainer.of().password("never told"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("password", "blank")
        .hasMessageNotContaining("told");
    assertThatThrownBy(() -> ArtemisContainer.of().queues("my orders"))
        .hasMessageContaining("\"my orders\"");
  }

  @Test
  void only_a_broker_that_is_active_is_ready() throws IOException {
    assertThat(look(200, "{\"value\":{\"b\":{\"Active\":true}},\"status\":200}"))
        .isEqualTo(Look.ready());
    assertThat(look(200, "{\"value\":{\"b\":{\"Active\":false}},\"status\":200}").verdict())
        .isEqualTo(Verdict.NOT_YET);
  }

  @Test
  void a_broker_that_refuses_its_user_is_given_up() throws IOException {
    Look look = look(403, "Forbidden");
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("\"ann\"", "403 Forbidden").doesNotContain("never-told");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(ArtemisContainer.class, ArtemisContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
