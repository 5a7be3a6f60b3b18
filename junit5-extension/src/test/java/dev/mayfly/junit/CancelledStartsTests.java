package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** When one container of a class can't be started, nobody waits for the others. */
final class CancelledStartsTests {

  private final TestRun run = new TestRun();

  private List<String> withoutNumbers(String... words) {
    return run.calls(words).stream().map(call -> call.replaceAll("\\d", "")).toList();
  }

  static class FailingTestCase {
    private static final CountDownLatch WAITED_FOR = new CountDownLatch(1);

    @Container(timeout = "10m")
    static final GenericContainer slow =
        GenericContainer.of("db:1")
            .readyWhen(
                ReadyWhen.check(
                    "never",
                    probe -> {
                      WAITED_FOR.countDown();
                      return Look.notYet("still empty");
                    }));

    @Container(dependsOn = "slow")
    static final GenericContainer waiting = GenericContainer.of("cache:1");

    @Container
    static final GenericContainer failing =
        GenericContainer.of("app:1")
            .readyWhen(
                ReadyWhen.check(
                    "once the other is waited for",
                    probe -> {
                      WAITED_FOR.await();
                      return Look.never("on purpose");
                    }));

    @Test
    void never_runs() {}
  }

  @Test
  void starts_that_nobody_needs_any_more_are_given_up_and_the_failure_is_the_first_one() {
    assertThat(run.failuresOf(FailingTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("CancelledStartsTests.FailingTestCase.failing")
                    .hasMessageContaining("on purpose")
                    .hasNoSuppressedExceptions());
    assertThat(withoutNumbers("start")).containsExactlyInAnyOrder("start slow-", "start failing-");
    assertThat(run.calls("remove CONTAINER")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class SharingTestCase {
    private static final CountDownLatch SHARED_STARTS = new CountDownLatch(1);
    private static final CountDownLatch OTHER_FAILED = new CountDownLatch(1);

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer shared =
        GenericContainer.of("db:1")
            .readyWhen(
                ReadyWhen.check(
                    "when the other has failed",
                    probe -> {
                      SHARED_STARTS.countDown();
                      return OTHER_FAILED.getCount() == 0 ? Look.ready() : Look.notYet("not yet");
                    }));

    @Container
    static final GenericContainer failing =
        GenericContainer.of("app:1")
            .readyWhen(
                ReadyWhen.check(
                    "once the shared one starts",
                    probe -> {
                      SHARED_STARTS.await();
                      OTHER_FAILED.countDown();
                      return Look.never("on purpose");
                    }));

    @Test
    void never_runs() {}
  }

  @Test
  void a_container_that_others_may_need_too_is_started_to_its_end() {
    assertThat(run.failuresOf(SharingTestCase.class)).hasSize(1);

    assertThat(withoutNumbers("start", "remove CONTAINER"))
        .containsOnlyOnce("start shared-")
        .endsWith("remove CONTAINER shared-");
    assertThat(run.engine().leftovers()).isEmpty();
  }
}
