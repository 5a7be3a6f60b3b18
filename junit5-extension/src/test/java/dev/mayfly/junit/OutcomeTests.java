package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.Occasion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tests ended, as hooks of their containers are told. */
final class OutcomeTests {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static GenericContainer watched() {
    return GenericContainer.of("db:1")
        .customize(spec -> spec.when(Moment.STOPPING, OutcomeTests::note));
  }

  private static void note(Occasion occasion) {
    SEEN.add(
        occasion.container().networkAlias()
            + " "
            + occasion.outcome().map(Enum::name).orElse("unused"));
  }

  static class AllKindsTestCase {
    @Container static final GenericContainer db = watched();
    @Container final GenericContainer own = watched();

    @Test
    void passes() {}

    @Test
    void is_given_up() {
      abort("on purpose");
    }

    @Test
    void fails() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void each_tests_own_container_is_told_of_it_and_that_of_the_class_if_one_failed() {
    assertThat(run.failuresOf(AllKindsTestCase.class)).hasSize(1);

    assertThat(SEEN)
        .containsExactlyInAnyOrder("own PASSED", "own ABORTED", "own FAILED", "db FAILED")
        .endsWith("db FAILED");
  }

  static class SuiteTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer shared = watched();

    @Test
    void passes() {}
  }

  @Test
  void one_that_all_classes_share_is_told_when_the_run_ends() {
    run.succeeds(1, SuiteTestCase.class);

    assertThat(SEEN).containsExactly("shared PASSED");
  }
}
