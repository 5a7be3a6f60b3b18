package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which step of a build failed is told though it wrote much. */
class BuildLogTests {

  private final BuildLog log = new BuildLog();

  private void add(String lines) {
    lines.lines().forEach(log::add);
  }

  @Test
  void the_step_is_the_last_that_the_engine_began() {
    add("Step 1/3 : FROM a\n ---> 123\nStep 2/3 : RUN make\n");
    IntStream.range(0, 100).forEach(number -> log.add("line " + number));

    assertThat(log.step()).isEqualTo("Step 2/3 : RUN make");
    assertThat(log.tail()).startsWith("line 70\n").endsWith("line 99");
  }

  @Test
  void podman_writes_it_in_capitals() {
    add("STEP 1/2: FROM a\nSTEP 2/2: RUN make\nno\n");

    assertThat(log.step()).isEqualTo("STEP 2/2: RUN make");
  }

  @Test
  void of_several_side_by_side_it_is_the_one_that_failed() {
    add(
        """
        #5 [a 2/3] RUN make a
        #6 [b 2/2] RUN make b
        #5 0.2 no
        #6 0.3 fine
        #5 ERROR: process "/bin/sh -c make a" did not complete successfully: exit code: 2
        #6 CANCELED
        #7 [c 1/1] RUN make c
        """);

    assertThat(log.step()).isEqualTo("[a 2/3] RUN make a");
  }
}
