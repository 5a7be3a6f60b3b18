package dev.mayfly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.jdbc.login.DriverReadiness;
import dev.mayfly.ready.ReadyWhen;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JdbcOptionsTests {

  private static final JdbcContainer ANY =
      JdbcContainer.of("acme:1", "jdbc:acme://{address}/{database}", 1433)
          .driverClassName("com.acme.Driver")
          .user("ann")
          .password("secret")
          .database("orders")
          .testQuery("values 1");

  private static ContainerSpec spec(JdbcContainer container) {
    return container.slot().spec();
  }

  @Test
  void names_reach_the_getters_and_the_readiness() {
    assertThat(ANY.user()).isEqualTo("ann");
    assertThat(ANY.password()).isEqualTo("secret");
    assertThat(ANY.database()).isEqualTo("orders");
    assertThat(ANY.driverClassName()).isEqualTo("com.acme.Driver");
    assertThat(spec(ANY).ports()).containsExactly(Port.tcp(1433));
    assertThat(spec(ANY).readiness())
        .hasToString("acme:1 lets \"ann\" connect to \"orders\" and answers values 1");
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    JdbcContainer own = ANY.customize(spec -> spec.readyWhen(ReadyWhen.port(1433))).user("bob");
    assertThat(spec(own).readiness()).isEqualTo(ReadyWhen.port(1433));
  }

  @Test
  void an_option_returns_a_copy_that_keeps_all_others() {
    JdbcContainer more = ANY.urlParameter("a", "b").urlParameter("a", "c").user("bob");
    assertThat(ANY.user()).isEqualTo("ann");
    assertThat(more.password()).isEqualTo("secret");
    assertThat(((DriverReadiness) spec(more).readiness()).access().options())
        .containsOnlyKeys("a")
        .containsValue("c");
  }

  @Test
  void the_password_stays_out_of_texts() {
    assertThat(spec(ANY)).asString().doesNotContain("secret");
    assertThat(((DriverReadiness) spec(ANY).readiness()).access())
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void a_url_that_leads_nowhere_is_refused() {
    assertThatThrownBy(() -> JdbcContainer.of("acme:1", "acme://{address}", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("try: a JDBC URL with {address}");
    assertThatThrownBy(() -> JdbcContainer.of("acme:1", "jdbc:acme:{address}", 0))
        .hasMessage("Port 0 is not between 1 and 65535.");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(JdbcContainer.class, ANY)
        .filter(call -> !call.option().equals("of"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  @SuppressWarnings("NullAway")
  void a_factory_refuses_null_by_its_name() {
    String none = null;
    assertThatThrownBy(() -> JdbcContainer.of("acme:1", none, 1)).hasMessage("urlPattern is null.");
  }
}
