package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerHandle;
import dev.mayfly.GenericContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** All scopes at once on a real engine, in sixty tests some of which fail; none is left. */
@Tag("docker")
final class DockerScopesTests {

  private static final long SEED = Long.getLong("mayfly.test.seed", 20261126L);
  private static final Random CHANCE = new Random(SEED);
  private static final Set<String> SESSIONS = ConcurrentHashMap.newKeySet();
  private static final Set<String> SUITE = ConcurrentHashMap.newKeySet();
  private static final Set<String> CLASS = ConcurrentHashMap.newKeySet();

  private static GenericContainer web(String who) {
    return GenericContainer.of("busybox:1.35")
        .command("sh", "-c", "echo " + who + " > /who; exec httpd -f -p 80 -h /")
        .expose(80);
  }

  private static String ask(ContainerHandle from, String host) {
    String request =
        "printf 'GET /who HTTP/1.0\\r\\n\\r\\n' | nc -w 10 " + host + " 80 | tail -n 1";
    return from.exec("sh", "-c", request).orThrow().stdout().strip();
  }

  static class Crowd {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer broker = web("suite");

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db = web("class");

    @RepeatedTest(14)
    void finds_what_it_shares() {
      SESSIONS.add(broker.running().name().split("-")[1]);
      SUITE.add(broker.running().id());
      CLASS.add(db.running().id());
      assertThat(ask(db, "broker")).isEqualTo("suite");
      assertThat(ask(db, "db")).isEqualTo("class");
      assertThat(CHANCE.nextInt(10)).as("on purpose").isNotZero();
    }

    @Test
    void has_its_own(
        @Container(
                image = "busybox:1.35",
                command = {"sleep", "600"})
            GenericContainer app) {
      assertThat(ask(app, "broker")).isEqualTo("suite");
    }
  }

  static class First extends Crowd {}

  static class Second extends Crowd {}

  static class Third extends Crowd {}

  static class OtherName {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer queue = web("suite");

    @Container final GenericContainer broker = web("own");

    @RepeatedTest(15)
    void calls_it_by_another_name() {
      SUITE.add(queue.running().id());
      assertThat(ask(broker, "queue")).isEqualTo("suite");
      assertThat(ask(broker, "broker")).isEqualTo("own");
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void sixty_tests_at_once() {
    System.out.println("mayfly.test.seed=" + SEED);

    EngineExecutionResults results =
        TestRun.onThisMachine()
            .inParallel()
            .execute(First.class, Second.class, Third.class, OtherName.class);

    List<Throwable> failures = TestRun.failures(results);
    assertThat(failures).allSatisfy(it -> assertThat(it).hasStackTraceContaining("on purpose"));
    assertThat(failures).isNotEmpty();
    results.testEvents().assertStatistics(counts -> counts.started(60));
    assertThat(SUITE).hasSize(1);
    assertThat(CLASS).hasSize(3);
    try (DockerEngine engine = DockerEngine.open(Settings.load()::get)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(left(engine)).isEmpty());
    }
  }

  private static List<String> left(DockerEngine engine) {
    assertThat(SESSIONS).hasSize(1);
    List<String> left = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      engine
          .list(kind, "dev.mayfly.session", SESSIONS.iterator().next())
          .forEach(it -> left.add(it.name()));
    }
    return left;
  }
}
