package dev.mayfly.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.Moment;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RabbitMqOptionsTests {

  private static ContainerSpec spec(RabbitMqContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_known_names() {
    RabbitMqContainer container = RabbitMqContainer.of();
    assertThat(spec(container).image().describe()).isEqualTo("rabbitmq:4-management");
    assertThat(spec(container).ports()).containsExactly(Port.tcp(5672), Port.tcp(15672));
    assertThat(container.user()).isEqualTo("guest");
    assertThat(container.password()).isEqualTo("guest");
    assertThat(container.virtualHost()).isEqualTo("/");
  }

  @Test
  void names_reach_the_image_the_getters_and_the_address_encoded() {
    RabbitMqContainer container =
        RabbitMqContainer.of().user("a@b").password("p: w/%").virtualHost("all orders");
    assertThat(spec(container).env())
        .containsEntry("RABBITMQ_DEFAULT_USER", "a@b")
        .containsEntry("RABBITMQ_DEFAULT_PASS", "p: w/%")
        .containsEntry("RABBITMQ_DEFAULT_VHOST", "all orders");
    Login login = Login.of(spec(container).env());
    assertThat(login.uri("host:1")).hasToString("amqp://a%40b:p%3A%20w%2F%25@host:1/all%20orders");
    assertThat(login.in("/").uri("host:1")).hasToString("amqp://a%40b:p%3A%20w%2F%25@host:1/%2F");
    assertThat(login).asString().doesNotContain("p: w/%");
  }

  @Test
  void plugins_are_enabled_beside_the_management_and_definitions_are_copied() {
    RabbitMqContainer container =
        RabbitMqContainer.of().plugins("rabbitmq_stream").definitions("definitions.json");
    assertThat(spec(container).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/etc/rabbitmq/enabled_plugins", "/etc/rabbitmq/mayfly-definitions.json");
    assertThat(spec(container).files().get(0).source())
        .isEqualTo(FileSource.text("[rabbitmq_management,rabbitmq_stream].\n"));
    assertThat(spec(container).readiness())
        .isEqualTo(ReadyWhen.allOf(new BrokerReadiness(), new DefinitionsReadiness()));
  }

  @Test
  void tls_is_a_port_of_its_own_beside_the_plain_one_and_waited_for() {
    ContainerSpec tls = spec(RabbitMqContainer.of().tls("*.broker.test"));
    assertThat(tls.ports())
        .containsExactly(Port.tcp(5672), Port.tcp(15672), Port.tcp(5671), Port.tcp(15671));
    assertThat(tls.hooks(Moment.CREATED))
        .containsExactly(CertificateFiles.in("/etc/rabbitmq/tls").names("*.broker.test"));
    assertThat(tls.readiness()).isEqualTo(new BrokerReadiness());
  }

  @Test
  void definitions_and_tls_are_waited_for_in_either_order() {
    FileSource json = FileSource.text("{}");
    ContainerSpec one = spec(RabbitMqContainer.of().definitions(json).tls());
    ContainerSpec other = spec(RabbitMqContainer.of().tls().definitions(json));
    assertThat(one.readiness())
        .isEqualTo(ReadyWhen.allOf(new BrokerReadiness(), new DefinitionsReadiness()))
        .isEqualTo(other.readiness());
    assertThat(Tls.isIn(one.env())).isTrue();
    assertThat(Tls.isIn(other.env())).isTrue();
    assertThat(Tls.isIn(spec(RabbitMqContainer.of().definitions(json)).env())).isFalse();
  }

  @Test
  void who_asks_for_tls_without_it_is_told_the_option() {
    RabbitMqContainer plain = RabbitMqContainer.of();
    for (ThrowingCallable asking :
        List.<ThrowingCallable>of(
            plain::tlsUri, plain::networkTlsUri, plain::sslContext, plain::caCertificate)) {
      assertThatThrownBy(asking)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("try: tls() among the container's options");
    }
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    RabbitMqContainer container =
        RabbitMqContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.port(5672)))
            .password("secret");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.port(5672));
  }

  @Test
  void an_option_returns_a_copy() {
    RabbitMqContainer container = RabbitMqContainer.of();
    assertThat(spec(container.virtualHost("orders"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(RabbitMqContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(RabbitMqContainer.class, RabbitMqContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void what_the_broker_would_not_understand_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> RabbitMqContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("The password is empty", "try: ");
    assertThatThrownBy(() -> RabbitMqContainer.of().plugins("rabbitmq-stream]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"rabbitmq-stream]\" is no plugin's name");
    assertThatThrownBy(() -> RabbitMqContainer.of().password("sécret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("password holds letters", "ASCII")
        .hasMessageNotContaining("sécret");
    String file = "RABBITMQ_DEFAULT_PASS_FILE";
    assertThatThrownBy(() -> RabbitMqContainer.of().customize(spec -> spec.env(file, "/run/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file + " is set", "try: user(…) and password(…)");
  }
}
