package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of a long stack trace. */
class FailureStackTests {

  private static <T extends Throwable> T deep(T thrown, int frames, StackTraceElement... last) {
    List<StackTraceElement> library =
        IntStream.range(0, frames)
            .mapToObj(i -> new StackTraceElement("org.library.Proxy", "call" + i, "Proxy.java", i))
            .toList();
    StackTraceElement[] all = library.toArray(new StackTraceElement[frames + last.length]);
    System.arraycopy(last, 0, all, frames, last.length);
    thrown.setStackTrace(all);
    return thrown;
  }

  private static StackTraceElement here(int line) {
    return new StackTraceElement(FailureStackTests.class.getName(), "test", "T.java", line);
  }

  @Test
  void each_cause_and_the_tests_own_lines_are_kept_however_deep_they_lie() {
    Throwable root = deep(new IllegalArgumentException("the root"), 300, here(7));
    Throwable middle = deep(new IllegalStateException("between", root), 300, here(5));
    Throwable failure = deep(new AssertionError("no order", middle), 300, here(3));

    String kept = FailureStack.of(failure, FailureStackTests.class);

    assertThat(kept)
        .startsWith("java.lang.AssertionError: no order\n\tat org.library.Proxy.call0(")
        .contains(
            "\tat " + FailureStackTests.class.getName() + ".test(T.java:3)",
            "\nCaused by: java.lang.IllegalStateException: between",
            "\nCaused by: java.lang.IllegalArgumentException: the root",
            ".test(T.java:7)")
        .doesNotContain("call12(");
  }

  @Test
  void a_long_message_and_very_many_causes_are_cut() {
    Throwable failure = new IllegalStateException("line\n".repeat(1_000));
    for (int i = 0; i < 100; i++) {
      failure = new IllegalStateException("cause " + i, failure);
    }

    assertThat(FailureStack.of(failure, FailureStackTests.class).lines()).hasSize(200);
    assertThat(
            FailureStack.of(
                    deep(new AssertionError("line\n".repeat(1_000)), 1), FailureStackTests.class)
                .lines())
        .hasSize(41);
  }
}
