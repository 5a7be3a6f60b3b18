package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecSpec;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real engine that is reached by TCP. */
@Tag("docker")
class TcpOnDockerTests {

  @Test
  void everything_works_by_tcp_too() throws IOException {
    try (Relay relay = Relay.start(Path.of(Where.USUAL_SOCKET))) {
      Map<String, String> settings =
          Map.of("mayfly.docker.host", "tcp://127.0.0.1:" + relay.port());
      try (DockerEngine engine =
              DockerEngine.open(name -> Optional.ofNullable(settings.get(name)));
          Workbench bench = Workbench.of(engine, "busybox:1.35")) {
        assertThat(engine.host()).isEqualTo("127.0.0.1");
        assertThat(engine.isLocal()).isFalse();
        assertThat(engine.socketPath()).isEqualTo("/var/run/docker.sock");
        String id = bench.start(bench.sleeper());
        assertThat(engine.exec(id, ExecSpec.of("cat").stdin("hello"), null).stdout())
            .isEqualTo("hello");
      }
    }
  }
}
