package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a busy test JVM at moments that nobody chose; half of them are in the first quarter of the
 * time. The system property {@code chaos.kills} says how many, {@code chaos.seed} repeats a run.
 */
@Tag("docker")
@Tag("chaos")
class RandomKillTests {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = GRACE.plusSeconds(3);
  private static final double LONGEST_LIFE_MILLIS = 4_000;

  @TempDir private Path folder;
  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);

  @AfterEach
  void close() {
    engine.close();
  }

  static LongStream moments() {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    System.out.println("-Dchaos.seed=" + seed);
    Random random = new Random(seed);
    return IntStream.range(0, Integer.getInteger("chaos.kills", 10))
        .mapToLong(kill -> (long) (LONGEST_LIFE_MILLIS * Math.pow(random.nextDouble(), 2)));
  }

  @ParameterizedTest(name = "{0} ms after the session began")
  @MethodSource("moments")
  void a_jvm_that_is_killed_at_any_moment_leaves_nothing(long millis) throws Exception {
    Path image = Files.createDirectory(folder.resolve("image"));
    Files.writeString(image.resolve("Dockerfile"), "FROM busybox:1.35\n");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process jvm =
        ForkedJvm.of(
                List.of("-Djava.io.tmpdir=" + temporary),
                BusyContainers.class,
                List.of(GRACE.toMillis() + "ms", image.toString()))
            .start();
    try {
      String session = sessionOf(jvm);
      boolean ended = jvm.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended).as("the JVM ended by itself").isFalse();
      List<ProcessHandle> children = jvm.descendants().toList();

      jvm.destroyForcibly().waitFor();

      List<EngineResource> atDeath = left(session);
      System.out.printf(
          "%5d ms: %s%n", millis, atDeath.stream().map(EngineResource::kind).toList());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(left(session)).isEmpty());
      await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static String sessionOf(Process jvm) throws IOException {
    BufferedReader output = jvm.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("session ")) {
        return line.substring("session ".length());
      }
    }
    throw new AssertionError("The forked JVM ended before its session began.");
  }

  private List<EngineResource> left(String session) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, session).stream())
        .toList();
  }
}
