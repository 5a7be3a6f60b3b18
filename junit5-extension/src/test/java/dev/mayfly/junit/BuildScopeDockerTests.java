package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mayfly.GenericContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Two forked JVMs of one build run the same class on a real engine. */
@Tag("docker")
final class BuildScopeDockerTests {

  static class SharedTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer db =
        GenericContainer.of("busybox:1.35").command("sleep", "600").env("TEST", "build scope");

    @Test
    void says_which_and_waits() throws IOException {
      System.out.println("container " + db.running().id());
      assertThat(System.in.read()).isEqualTo('\n');
    }
  }

  /** A JVM that runs the class and fails if its test does. */
  static final class Jvm {

    private Jvm() {}

    public static void main(String[] arguments) {
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(SharedTestCase.class))
                  .build(),
              summary);
      System.exit(summary.getSummary().getTestsSucceededCount() == 1 ? 0 : 1);
    }
  }

  @TempDir private Path folder;

  @Test
  void two_jvms_have_one_container_which_the_last_removes() throws Exception {
    Process first = fork();
    String id = container(first);
    Process second = fork();

    assertThat(container(second)).isEqualTo(id);
    try (DockerEngine engine = DockerEngine.open(Settings.load()::get)) {
      end(first);
      assertThat(engine.inspectContainer(id).hasEnded()).isFalse();
      end(second);
      await().atMost(Duration.ofSeconds(30)).until(() -> left(engine).isEmpty());
    }
  }

  private List<String> left(DockerEngine engine) {
    return Stream.of(Kind.values())
        .flatMap(kind -> engine.list(kind, "dev.mayfly.owner", null).stream())
        .filter(one -> one.labels().get("dev.mayfly.owner").contains(folder.toString()))
        .map(one -> one.name())
        .toList();
  }

  private Process fork() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmayfly.build.dir=" + folder,
            "-Dmayfly.build.id=test",
            "-Dmayfly.build.linger=0",
            "-Dmayfly.report=off",
            "-cp",
            System.getProperty("java.class.path"),
            Jvm.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String container(Process jvm) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    while (line != null && !line.startsWith("container ")) {
      line = output.readLine();
    }
    return String.valueOf(line).replace("container ", "");
  }

  private static void end(Process jvm) throws IOException, InterruptedException {
    jvm.getOutputStream().write('\n');
    jvm.getOutputStream().flush();
    assertThat(jvm.waitFor()).isZero();
  }
}
