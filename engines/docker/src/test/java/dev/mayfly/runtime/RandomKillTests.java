package dev.mayfly.runtime;

import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills a busy test JVM at {@linkplain KillMoments moments that nobody chose}. */
@Tag("docker")
@Tag("chaos")
class RandomKillTests {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(4);

  @TempDir private Path folder;
  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);

  @AfterEach
  void close() {
    engine.close();
  }

  static LongStream moments() {
    return KillMoments.within(LONGEST_LIFE, 10);
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
      String session = KillMoments.sessionOf(jvm);
      KillMoments.letLive(jvm, millis);
      List<ProcessHandle> children = jvm.descendants().toList();

      KillMoments.kill(jvm, () -> left(session));

      await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      jvm.destroyForcibly();
    }
  }

  private List<EngineResource> left(String session) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, session).stream())
        .toList();
  }
}
