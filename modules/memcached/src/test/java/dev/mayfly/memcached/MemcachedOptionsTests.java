package dev.mayfly.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemcachedOptionsTests {

  private static ContainerSpec spec(MemcachedContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image() {
    ContainerSpec spec = spec(MemcachedContainer.of());
    assertThat(spec.image().describe()).isEqualTo("memcached:1.6");
    assertThat(spec.ports()).containsExactly(Port.tcp(11211));
    assertThat(spec.command()).containsExactly("memcached");
  }

  @Test
  void options_are_added_to_its_command_line_in_order() {
    MemcachedContainer container =
        MemcachedContainer.of().memoryMegabytes(32).option("--max-item-size", "2m");
    assertThat(spec(container).command())
        .containsExactly("memcached", "-m", "32", "--max-item-size", "2m");
  }

  @Test
  void equal_options_make_equal_descriptions_which_can_be_shared() {
    assertThat(spec(MemcachedContainer.of().memoryMegabytes(32)))
        .isEqualTo(spec(MemcachedContainer.of().memoryMegabytes(32)))
        .isNotEqualTo(spec(MemcachedContainer.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void memory_that_is_none_is_refused_since_the_server_would_take_it_for_something_else(int size) {
    assertThatThrownBy(() -> MemcachedContainer.of().memoryMegabytes(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memoryMegabytes is " + size + "; give at least 1, such as 64.");
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(MemcachedContainer.class, MemcachedContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
