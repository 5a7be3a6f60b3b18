package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mayfly.ExecSpec;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real engine that is reached by TCP. */
@Tag("docker")
class TcpOnDockerTests {

  /** Where the engine listens on this machine; skips the test if it does not. */
  static Path socket() {
    Path root = Path.of("/");
    Discovery discovery = new Discovery(setting -> Optional.empty(), System::getenv, root);
    try (EngineConnection connection = discovery.open()) {
      Path socket = connection.transport().address().socket();
      assumeThat(socket).as("the engine is reached by TCP in all tests").isNotNull();
      return socket;
    }
  }

  @Test
  void everything_works_by_tcp_too() throws IOException {
    try (Relay relay = Relay.start(socket());
        DockerEngine engine = DockerEngine.open(host("tcp://127.0.0.1:" + relay.port()));
        Workbench bench = Workbench.of(engine, "busybox:1.35")) {
      String id = bench.start(bench.sleeper());
      assertThat(engine.inspectContainer(id).host()).isEqualTo("127.0.0.1");
      assertThat(engine.exec(id, ExecSpec.of("cat").stdin("hello"), null).stdout())
          .isEqualTo("hello");
    }
  }

  private static Function<String, Optional<String>> host(String address) {
    return name -> Optional.ofNullable(Map.of("mayfly.docker.host", address).get(name));
  }
}
