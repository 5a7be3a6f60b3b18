package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An address leads another JVM to the same place in the same cluster. */
class ClusterAddressTests {

  private static Function<String, Optional<String>> settings(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }

  @Test
  void an_address_says_a_context_of_any_name_and_a_namespace() {
    String eks = "arn:aws:eks:eu-1:42:cluster/tests";
    ClusterAddress address = new ClusterAddress(eks, "ci");

    assertThat(ClusterAddress.of(address.toString(), settings(Map.of()))).isEqualTo(address);
    assertThat(ClusterAddress.matches(address.toString())).isTrue();
  }

  @Test
  void what_it_leaves_out_is_set_or_the_clusters() {
    Map<String, String> values =
        Map.of("mayfly.kubernetes.context", "kind", "mayfly.kubernetes.namespace", "ci");

    assertThat(ClusterAddress.of(settings(values))).isEqualTo(new ClusterAddress("kind", "ci"));
    assertThat(ClusterAddress.of("kubernetes://other/", settings(values)))
        .isEqualTo(new ClusterAddress("other", "ci"));
    assertThat(ClusterAddress.of("kubernetes", settings(Map.of())))
        .isEqualTo(new ClusterAddress("", ""));
  }

  @Test
  void the_engine_setting_may_be_an_address() {
    assertThat(ClusterAddress.of(settings(Map.of("mayfly.engine", "kubernetes://a/b"))))
        .isEqualTo(new ClusterAddress("a", "b"));
  }

  @Test
  void addresses_of_other_engines_are_not_understood() {
    assertThat(ClusterAddress.matches("tcp://host:2375")).isFalse();
    assertThat(ClusterAddress.matches("docker")).isFalse();
  }

  @Test
  void one_with_too_many_parts_is_refused() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> ClusterAddress.of("kubernetes://a/b/c", settings(Map.of())))
        .withMessageContainingAll("kubernetes://a/b/c", "CONTEXT/NAMESPACE");
  }
}
