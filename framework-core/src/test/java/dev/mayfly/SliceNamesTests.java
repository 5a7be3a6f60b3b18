package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceNamesTests {

  @Test
  void names_hold_the_run_and_are_counted_with_what_the_service_allows_between() {
    SliceNames names = SliceNames.of("0123456789ab", '_');
    assertThat(names.next()).isEqualTo("mayfly_0123456789ab_1");
    assertThat(names.next()).isEqualTo("mayfly_0123456789ab_2");
  }

  @Test
  void no_two_threads_get_the_same() {
    SliceNames names = SliceNames.of("run", '-');
    List<String> given =
        IntStream.range(0, 10_000).parallel().mapToObj(number -> names.next()).toList();
    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void a_run_without_a_name_is_refused() {
    assertThatThrownBy(() -> SliceNames.of("", '-')).hasMessageContaining("run");
  }
}
