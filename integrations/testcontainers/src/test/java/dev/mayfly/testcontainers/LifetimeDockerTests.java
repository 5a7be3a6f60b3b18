package dev.mayfly.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/** How long a declared container of Testcontainers lives, and what is refused. */
@Tag("docker")
class LifetimeDockerTests {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private static GenericContainer<?> sleeper() {
    return new GenericContainer<>("busybox:1.35").withCommand("sleep", "1h");
  }

  @BeforeEach
  void nothing_seen() {
    SEEN.clear();
  }

  static class BaseTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer<?> shared = sleeper();

    @Container static final GenericContainer<?> ofClass = sleeper();

    @Container final GenericContainer<?> ofTest = sleeper();

    @Test
    void one() {
      see();
    }

    @Test
    void two() {
      see();
    }

    private void see() {
      SEEN.add("suite " + shared.getContainerId());
      SEEN.add("class " + ofClass.getContainerId());
      SEEN.add("test " + ofTest.getContainerId());
    }
  }

  static class FirstTestCase extends BaseTestCase {}

  static class SecondTestCase extends BaseTestCase {}

  @Test
  void a_container_lives_as_long_as_its_field_says() {
    Tests run = Tests.run(FirstTestCase.class, SecondTestCase.class);

    assertThat(run.failures()).isEmpty();
    assertThat(SEEN).hasSize(12).doesNotContain("suite null", "class null", "test null");
    assertThat(SEEN.stream().filter(one -> one.startsWith("suite")).distinct()).hasSize(1);
    assertThat(SEEN.stream().filter(one -> one.startsWith("class")).distinct()).hasSize(2);
    assertThat(SEEN.stream().filter(one -> one.startsWith("test")).distinct()).hasSize(4);
    assertThat(BaseTestCase.shared.isRunning()).isFalse();
  }

  static class OnceTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer<?> once =
        new GenericContainer<>("busybox:1.35")
            .withCommand("echo", "done")
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy());

    @Test
    void has_run() {
      SEEN.add(once.getContainerId());
    }
  }

  static class OnceMoreTestCase extends OnceTestCase {}

  @Test
  void one_that_is_to_end_runs_once_for_all_classes() {
    assertThat(Tests.run(OnceTestCase.class, OnceMoreTestCase.class).failures()).isEmpty();
    assertThat(SEEN).hasSize(2).doesNotContainNull();
    assertThat(SEEN.get(1)).isEqualTo(SEEN.get(0));
  }

  static class DependentTestCase {
    @Container static final GenericContainer<?> db = sleeper();

    @Container static final GenericContainer<?> app = sleeper().dependsOn(db);

    @Test
    void both_run() {
      SEEN.add(db.getContainerId());
      assertThat(app.isRunning() && db.isRunning()).isTrue();
    }
  }

  @Test
  void what_testcontainers_is_told_to_depend_on_is_started_once() {
    assertThat(Tests.run(DependentTestCase.class).failures()).isEmpty();
    assertThat(SEEN).hasSize(1).doesNotContainNull();
  }

  static class StartedTestCase {
    @Container static final GenericContainer<?> db = sleeper();

    static {
      db.start();
    }

    @Test
    void never_runs() {}
  }

  @Test
  void a_container_that_runs_already_is_refused() {
    assertThat(Tests.run(StartedTestCase.class).failures().get(0))
        .contains(
            "field LifetimeDockerTests.StartedTestCase.db",
            "it runs already: something has called start()");
    StartedTestCase.db.stop();
  }

  static class DyingTestCase {
    @Container
    static final GenericContainer<?> broken =
        new GenericContainer<>("busybox:1.35")
            .withCommand("sh", "-c", "echo no disk; exit 3")
            .waitingFor(Wait.forLogMessage("ready", 1)) // a port's wait can end before the death
            .withStartupTimeout(java.time.Duration.ofHours(1));

    @Test
    void never_runs() {}
  }

  /** Testcontainers itself would wait for an hour. */
  @Test
  void a_container_that_dies_is_told_at_once_with_its_log() {
    assertThat(Tests.run(DyingTestCase.class).failures().get(0))
        .contains("field LifetimeDockerTests.DyingTestCase.broken", "busybox:1.35 did not start")
        .contains("exit code 3", "no disk");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(DyingTestCase.broken.getContainerId()).isNull();
  }

  static class ManyTestCase {
    @Test
    void many_are_started_side_by_side() {
      List<GenericContainer<?>> many =
          java.util.stream.Stream.<GenericContainer<?>>generate(LifetimeDockerTests::sleeper)
              .limit(8)
              .toList();
      Startables.deepStart(many).join();
      many.forEach(one -> SEEN.add(one.getContainerId()));
      many.forEach(
          one ->
              assertThat(EngineLook.labelsOfContainer(one.getContainerId()))
                  .containsKeys(EngineLook.SESSION, EngineLook.OWNER));
      many.forEach(GenericContainer::stop);
    }
  }

  @Test
  void many_start_side_by_side() {
    assertThat(Tests.run(ManyTestCase.class).failures()).isEmpty();
    assertThat(SEEN).doesNotHaveDuplicates().hasSize(8);
  }
}
