package dev.mayfly.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MailOptionsTests {

  private static ContainerSpec spec(MailContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_lets_everybody_in() {
    ContainerSpec spec = spec(MailContainer.of());
    assertThat(spec.image().describe()).isEqualTo("greenmail/standalone:2.1.5");
    assertThat(spec.ports())
        .containsExactlyInAnyOrder(Port.tcp(3025), Port.tcp(3143), Port.tcp(3110), Port.tcp(8080));
    assertThat(spec.env().get("GREENMAIL_OPTS")).contains("-Dgreenmail.auth.disabled");
  }

  @Test
  void users_are_told_as_the_image_reads_them_and_their_passwords_are_secrets() {
    ContainerSpec spec =
        spec(MailContainer.of().user("ann@shop.example", "never-told").user("bob@b.test", "b"));
    assertThat(spec.env().get("GREENMAIL_OPTS"))
        .doesNotContain("auth.disabled")
        .endsWith(" -Dgreenmail.users=ann:never-told@shop.example,bob:b@b.test");
    assertThat(spec.toString()).doesNotContain("never-told");
  }

  @Test
  void what_the_server_would_cut_is_refused() {
    assertThatThrownBy(() -> MailContainer.of().user("ann", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"ann\" is no mail address");
    assertThatThrownBy(() -> MailContainer.of().user("ann@shop.example", "never told"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("ann@shop.example", "blank")
        .hasMessageNotContaining("told");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(MailContainer.class, MailContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
