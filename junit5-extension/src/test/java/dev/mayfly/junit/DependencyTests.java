package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.engine.Gate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containers of one class start side by side, as far as they do not wait for each other. */
final class DependencyTests {

  private final TestRun run = new TestRun();

  static class ChainTestCase {
    @Container(dependsOn = {"db", "cache"})
    static final GenericContainer app = GenericContainer.of("app:1");

    @Container static final GenericContainer cache = GenericContainer.of("cache:1");
    @Container static final GenericContainer db = GenericContainer.of("db:1").expose(5432);

    @Test
    void test() {
      assertThat(List.of(db, cache, app)).allMatch(one -> one.running().isRunning());
    }
  }

  @Test
  void a_container_starts_when_all_that_it_depends_on_is_ready() {
    Gate cacheStarted = new Gate();
    run.engine().image("cache:1").does(container -> cacheStarted.open());
    run.engine().image("db:1").listensAfter(cacheStarted, 5432);

    run.succeeds(1, ChainTestCase.class);

    assertThat(run.calls("start")).endsWith("start app-3").hasSize(3);
  }

  static class FailingTestCase {
    @Container(dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Container static final GenericContainer cache = GenericContainer.of("cache:1");
    @Container static final GenericContainer db = GenericContainer.of("db:1").expose(5432);

    @Test
    void never_runs() {}
  }

  @Test
  void when_one_fails_its_dependents_are_not_started_and_the_others_are_removed() {
    run.engine().image("db:1").logs("FATAL: no space").exits(3);

    List<Throwable> failures = run.failuresOf(FailingTestCase.class);

    Throwable failure = failures.get(0);
    assertThat(failures).hasSize(1);
    assertThat(failure)
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("field DependencyTests.FailingTestCase.db")
        .hasMessageContaining("FATAL: no space");
    assertThat(failure.getSuppressed())
        .singleElement()
        .hasToString(
            "dev.mayfly.MayflyException: field DependencyTests.FailingTestCase.app was not started:"
                + " it depends on field DependencyTests.FailingTestCase.db, which failed.");
    assertThat(run.calls("start")).noneMatch(call -> call.contains("app"));
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class TwoFailuresTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1").expose(5432);
    @Container static final GenericContainer cache = GenericContainer.of("cache:1").expose(6379);

    static {
      for (GenericContainer used : List.of(db, cache)) {
        assertThatThrownBy(used::running).isInstanceOf(ContainerStartException.class);
      }
    }

    @Test
    void never_runs() {}
  }

  @Test
  void all_that_have_failed_are_told() {
    run.engine().image("db:1").exits(3);
    run.engine().image("cache:1").exits(4);

    Throwable failure = run.failuresOf(TwoFailuresTestCase.class).get(0);

    assertThat(failure).hasMessageContaining("TwoFailuresTestCase.db");
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("TwoFailuresTestCase.cache");
  }

  static class SharedDependencyTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(dependsOn = "db")
    final GenericContainer app = GenericContainer.of("app:1");

    @Container(dependsOn = {"db", "app"})
    final GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void test() {}
  }

  @Test
  void a_container_that_several_depend_on_starts_once() {
    run.succeeds(1, SharedDependencyTestCase.class);

    assertThat(run.calls("start")).containsExactly("start db-1", "start app-2", "start cache-3");
  }
}
