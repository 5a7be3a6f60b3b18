package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose creates where Mayfly starts, whatever the docker command itself would ask. */
@NeedsCompose
@Tag("docker")
class ContextDockerTests {

  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private static String docker(Map<String, String> env, String... words) {
    return Invocation.of(List.of("docker"), env).arguments(List.of(words)).run().stdout();
  }

  @Test
  void a_context_that_is_chosen_by_a_variable_counts_for_both(@TempDir Path folder)
      throws Exception {
    assumeTrue(Files.exists(SOCKET), "the engine has another address");
    Path socket = Files.createSymbolicLink(folder.resolve("near.sock"), SOCKET);
    List<String> compose = ComposeBinary.ofThisMachine().command();
    assumeTrue(compose.size() == 1, "Compose is no plug-in");
    Files.createDirectory(folder.resolve("cli-plugins"));
    Files.createSymbolicLink(folder.resolve("cli-plugins/docker-compose"), Path.of(compose.get(0)));
    Map<String, String> env = new HashMap<>(System.getenv());
    env.remove("DOCKER_HOST");
    env.put("DOCKER_CONFIG", folder.toString());
    docker(env, "context", "create", "near", "--docker", "host=unix://" + socket);
    docker(env, "context", "create", "away", "--docker", "host=unix://" + folder + "/away.sock");
    docker(env, "context", "use", "away");
    env.put("DOCKER_CONTEXT", "near");

    String[] lines = new String(user(env).getInputStream().readAllBytes(), UTF_8).split("\n");

    assertThat(lines[lines.length - 1]).isEqualTo("ready");
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> EngineLook.of(lines[0]).isEmpty());
  }

  private static Process user(Map<String, String> env) throws Exception {
    ProcessBuilder user =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledUser.class.getName(),
                "projects/rich/compose.yml")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    user.environment().clear();
    user.environment().putAll(env);
    return user.start();
  }
}
