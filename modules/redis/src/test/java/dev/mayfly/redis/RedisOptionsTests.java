package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.Moment;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RedisOptionsTests {

  private static ContainerSpec spec(RedisContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_saves_nothing() {
    ContainerSpec spec = spec(RedisContainer.of());
    assertThat(spec.image().describe()).isEqualTo("redis:7.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(6379));
    assertThat(spec.command()).containsExactly("--save", "", "--databases", "1024");
    assertThat(RedisContainer.of().password()).isNull();
  }

  @Test
  void flags_are_handed_to_the_server_in_order() {
    assertThat(
            spec(RedisContainer.of().setting("maxmemory", "64mb").setting("save", "60", "1"))
                .command())
        .endsWith("--maxmemory", "64mb", "--save", "60", "1");
  }

  @Test
  void a_password_reaches_the_server_its_command_line_client_and_the_readiness() {
    RedisContainer container = RedisContainer.of().password("secret");
    assertThat(container.password()).isEqualTo("secret");
    assertThat(spec(container).command()).endsWith("--requirepass", "secret");
    assertThat(spec(container).env()).containsEntry("REDISCLI_AUTH", "secret");
    assertThat(spec(container).readiness()).isEqualTo(new PingReadiness());
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    RedisContainer container =
        RedisContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.log("Ready to accept")))
            .password("secret");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.log("Ready to accept"));
  }

  @Test
  void tls_takes_the_place_of_plain_text_at_the_same_port() {
    RedisContainer container = RedisContainer.of().tls("*.cache.test");
    assertThat(spec(container).command())
        .containsSubsequence("--port", "0", "--tls-port", "6379")
        .containsSubsequence("--tls-key-file", "/tls/server.key", "--tls-auth-clients", "no");
    assertThat(spec(container).hooks(Moment.CREATED))
        .containsExactly(CertificateFiles.in("/tls").names("*.cache.test"));
    assertThat(spec(container).readiness()).isEqualTo(new PingReadiness());
    assertThat(spec(RedisContainer.of().tls())).isEqualTo(spec(RedisContainer.of().tls()));
  }

  @Test
  void who_asks_for_certificates_without_tls_is_told_the_option() {
    assertThatThrownBy(() -> RedisContainer.of().sslContext())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try: tls() among the container's options");
    assertThatThrownBy(() -> RedisContainer.of().caCertificate())
        .hasMessageContaining("try: tls()");
  }

  @Test
  void users_are_handed_to_the_server_and_their_addresses_tell_their_logins() {
    ContainerSpec spec = spec(RedisContainer.of().user("ann", "p: w/%", "~orders:*  +@read"));
    assertThat(spec.command()).endsWith("--user", "ann", "on", ">p: w/%", "~orders:*", "+@read");
    assertThat(spec).asString().doesNotContain("p: w/%");
    Login ann = Login.of("ann", spec);
    assertThat(ann.uri("host:1")).hasToString("redis://ann:p%3A%20w%2F%25@host:1");
    assertThat(ann).hasToString("ann");
    assertThatThrownBy(() -> Login.of("bob", spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no user \"bob\"");
  }

  @Test
  void a_user_that_redis_would_not_know_is_refused() {
    RedisContainer one = RedisContainer.of().user("ann", "secret", "+@all");
    assertThatThrownBy(() -> one.user("ann", "other", "+@all")).hasMessageContaining("twice");
    assertThatThrownBy(() -> one.user("default", "other", "+@all"))
        .hasMessageContaining("password(…)");
    assertThatThrownBy(() -> one.user("a b", "other", "+@all")).hasMessageContaining("blanks");
    assertThatThrownBy(() -> one.user("bob", "", "+@all")).hasMessageContaining("is empty");
  }

  @Test
  void an_option_returns_a_copy() {
    RedisContainer container = RedisContainer.of();
    assertThat(spec(container.password("secret"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(RedisContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return Stream.concat(
            NullArguments.of(RedisContainer.class, RedisContainer.of()),
            NullArguments.of(RedisClusterContainer.class, RedisClusterContainer.of()))
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void a_cluster_has_a_port_for_each_node_and_hands_all_of_them_its_settings() {
    RedisClusterContainer cluster = RedisClusterContainer.of("valkey/valkey:8").password("secret");
    ContainerSpec spec = cluster.slot().spec();
    assertThat(spec.ports()).containsExactly(Port.tcp(6379), Port.tcp(6380), Port.tcp(6381));
    assertThat(spec.command()).endsWith("nodes", "--save", "", "--requirepass", "secret");
    assertThat(cluster.password()).isEqualTo("secret");
    assertThat(RedisClusterContainer.of().slot().spec())
        .isEqualTo(RedisClusterContainer.of().slot().spec())
        .isNotEqualTo(RedisClusterContainer.of().forContainers().slot().spec());
  }

  @Test
  void an_empty_password_is_refused_since_redis_takes_it_for_none() {
    assertThatThrownBy(() -> RedisContainer.of().password(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("The password is empty", "try: ");
  }
}
