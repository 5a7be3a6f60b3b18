package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSpecTests {

  @Test
  void a_network_has_the_engines_defaults() {
    assertThat(NetworkSpec.of("backend"))
        .isEqualTo(new NetworkSpec("backend", false, null, false, false, null, Map.of()));
    assertThat(NetworkSpec.existing("host"))
        .isEqualTo(new NetworkSpec("host", true, null, false, false, null, Map.of()));
    assertThat(NetworkSpec.session()).isSameAs(NetworkSpec.session());
  }

  @Test
  void each_option_returns_a_copy() {
    NetworkSpec plain = NetworkSpec.of("backend");

    NetworkSpec full =
        plain
            .driver("overlay")
            .isolated()
            .dualStack()
            .subnet("10.77.0.0/24")
            .label("team", "a")
            .label("stage", "test");

    assertThat(full)
        .isEqualTo(
            new NetworkSpec(
                "backend",
                false,
                "overlay",
                true,
                true,
                "10.77.0.0/24",
                Map.of("team", "a", "stage", "test")));
    assertThat(plain).isEqualTo(NetworkSpec.of("backend"));
    assertThat(plain.subnet("10.78.0.0/24")).isNotEqualTo(full);
  }

  @Test
  void a_label_that_is_mayflys_own_is_refused_by_its_name() {
    Map<String, String> labels = Map.of("dev.mayfly.session", "x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of("n").label("dev.mayfly.session", "x"))
        .withMessageContaining("\"dev.mayfly.session\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec("n", false, null, false, false, null, labels));
  }

  @Test
  void its_labels_can_not_be_changed() {
    Map<String, String> labels = new HashMap<>(Map.of("a", "b"));
    NetworkSpec spec = new NetworkSpec("n", false, null, false, false, null, labels);
    labels.put("c", "d");

    assertThat(spec.labels()).containsExactly(Map.entry("a", "b"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> spec.labels().put("c", "d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-a", ".a", "a b", "a/b", "grün", "a\n"})
  void a_name_that_the_engine_would_refuse_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(name))
        .withMessageContaining("\"" + name.replace("\n", "\\n") + "\" is no network name");
  }

  @Test
  void a_handle_needs_a_session() {
    Network network = Network.of("backend");

    assertThat(network.spec()).isEqualTo(NetworkSpec.of("backend"));
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(network::id)
        .withMessageContaining("\"backend\" belongs to no session")
        .withMessageContaining("@Container");
    assertThat(network.bind(() -> "id-1").id()).isEqualTo("id-1");
  }
}
