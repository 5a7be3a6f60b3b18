package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contexts that the real {@code docker} command has made and chosen. */
@Tag("docker")
class ContextsOnDockerTests {

  private static final Path CERTIFICATES = Path.of("src/test/resources/dev/mayfly/docker/tls");

  @TempDir private Path directory;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void require() {
    DockerCommand.require();
    variables.put("DOCKER_CONFIG", directory.toString());
  }

  private String docker(String... arguments) throws IOException {
    return DockerCommand.run(variables, arguments).strip();
  }

  @Test
  void tests_run_where_docker_context_use_leads() throws IOException {
    Path elsewhere = directory.resolve("engine.sock");
    docker("context", "create", "elsewhere", "--docker", "host=unix://" + elsewhere);
    docker("context", "use", "elsewhere");
    try (Relay relay = Relay.at(elsewhere, TcpOnDockerTests.socket());
        DockerEngine engine = DockerEngine.open(setting -> Optional.empty(), variables::get);
        Workbench bench = Workbench.of(engine, "busybox:1.35")) {
      assertThat(engine.address()).isEqualTo("unix://" + elsewhere);
      String id = bench.start(bench.sleeper());
      assertThat(docker("ps", "-q", "--no-trunc")).contains(id);
      assertThat(relay.connections()).isGreaterThan(1);
    }
  }

  @Test
  void certificates_of_a_context_are_found_where_the_command_has_put_them() throws IOException {
    List<String> names = List.of("ca", "curve", "curve-key");
    List<String> files =
        names.stream().map(name -> CERTIFICATES.resolve(name + ".pem").toString()).toList();
    docker(
        "context",
        "create",
        "far",
        "--docker",
        "host=tcp://build.example:2376,ca=%s,cert=%s,key=%s,skip-tls-verify=true"
            .formatted(files.toArray()));
    variables.put("DOCKER_CONTEXT", "far");

    EngineAddress address =
        new NamedEngine(setting -> Optional.empty(), new Variables(variables::get))
            .find()
            .orElseThrow()
            .address();

    assertThat(address)
        .isInstanceOfSatisfying(
            TcpAddress.class,
            far -> {
              TlsFiles tls = far.tls();
              assertThat(tls).isNotNull();
              assertThat(tls.verifies()).isFalse();
              assertThat(tls.authority()).hasSameBinaryContentAs(Path.of(files.get(0)));
              assertThat(tls.certificate()).hasSameBinaryContentAs(Path.of(files.get(1)));
              assertThat(tls.key()).hasSameBinaryContentAs(Path.of(files.get(2)));
            });
    assertThat(Files.exists(directory.resolve("config.json"))).isFalse();
  }
}
