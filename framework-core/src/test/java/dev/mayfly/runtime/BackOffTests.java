package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTests {

  @Test
  void pauses_grow_to_half_a_minute() {
    BackOff backOff = BackOff.of(99);

    assertThat(IntStream.of(1, 2, 3, 4, 98).mapToObj(n -> backOff.after(n).toSeconds()))
        .containsExactly(1L, 4L, 16L, 30L, 30L);
  }
}
