package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Three hundred tests at once, some of which fail, and some of whose containers do not start. */
final class StressTests {

  private static final long SEED = Long.getLong("mayfly.test.seed", 20261126L);
  private static final Random CHANCE = new Random(SEED);
  private static final Map<String, String> CLASS_IDS = new ConcurrentHashMap<>();
  private static final Set<String> METHOD_IDS = ConcurrentHashMap.newKeySet();
  private static final Set<String> SUITE_IDS = ConcurrentHashMap.newKeySet();
  private static final TestRun RUN = new TestRun();

  static class Crowd {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer broker = GenericContainer.of("cache:1");

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer cache = GenericContainer.of("cache:1").env("FOR", "class");

    @Container(dependsOn = {"db", "broker", "cache"})
    final GenericContainer app = GenericContainer.of("app:1");

    private String owner = "";

    @BeforeEach
    void remember(TestInfo info) {
      owner = info.getTestClass().orElseThrow().getName();
    }

    void check() {
      assertThat(METHOD_IDS.add(app.running().id())).as("an app of its own").isTrue();
      SUITE_IDS.add(broker.running().id());
      assertThat(app.exec("reach", "db").exitCode()).as("reaches db").isZero();
      assertThat(app.exec("reach", "broker").exitCode()).as("reaches broker").isZero();
      assertThat(app.exec("reach", "cache").exitCode()).as("reaches cache").isZero();
      int chance = CHANCE.nextInt(40);
      if (chance == 0) {
        RUN.engine().failNext("startContainer", new EngineException(500, "on purpose", null));
      }
      assertThat(chance).as("on purpose").isNotEqualTo(1);
    }

    @RepeatedTest(10)
    void repeated() {
      check();
      String id = db.running().id() + cache.running().id();
      assertThat(CLASS_IDS.putIfAbsent(owner, id)).as("the class's own").isIn(null, id);
    }

    @Test
    void with_a_parameter(
        @Container(image = "cache:1", scope = ContainerScope.SUITE) GenericContainer other) {
      assertThat(other.running().id()).isEqualTo(broker.running().id());
      check();
    }

    @Nested
    class Inner {
      @Container final GenericContainer mine = GenericContainer.of("db:1");

      @RepeatedTest(4)
      void nested() {
        assertThat(METHOD_IDS.add(mine.running().id())).as("one of its own").isTrue();
        check();
      }
    }
  }

  static class C01 extends Crowd {}

  static class C02 extends Crowd {}

  static class C03 extends Crowd {}

  static class C04 extends Crowd {}

  static class C05 extends Crowd {}

  static class C06 extends Crowd {}

  static class C07 extends Crowd {}

  static class C08 extends Crowd {}

  static class C09 extends Crowd {}

  static class C10 extends Crowd {}

  static class C11 extends Crowd {}

  static class C12 extends Crowd {}

  static class C13 extends Crowd {}

  static class C14 extends Crowd {}

  static class C15 extends Crowd {}

  static class C16 extends Crowd {}

  static class C17 extends Crowd {}

  static class C18 extends Crowd {}

  static class C19 extends Crowd {}

  static class C20 extends Crowd {}

  private static final Class<?>[] CLASSES = {
    C01.class, C02.class, C03.class, C04.class, C05.class,
    C06.class, C07.class, C08.class, C09.class, C10.class,
    C11.class, C12.class, C13.class, C14.class, C15.class,
    C16.class, C17.class, C18.class, C19.class, C20.class
  };

  @Test
  void nothing_is_mixed_up_and_nothing_is_left() {
    System.out.println("mayfly.test.seed=" + SEED);
    RUN.answersWhoIsReached("app:1");

    EngineExecutionResults results =
        RUN.inParallel()
            .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "16")
            .execute(CLASSES);

    List<Throwable> failures = TestRun.failures(results);
    assertThat(failures).allSatisfy(it -> assertThat(it).hasStackTraceContaining("on purpose"));
    assertThat(results.testEvents().succeeded().count()).isGreaterThan(150);
    assertThat(failures).isNotEmpty();
    assertThat(SUITE_IDS).hasSize(1);
    assertThat(RUN.engine().leftovers()).isEmpty();
  }
}
