package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where the engine finds its own socket. */
@EnabledOnOs(OS.LINUX)
class ReaperSocketsTests {

  private static final String OWN = "7".repeat(64);

  private AnsweringEngine engine;
  private KnownSurroundings here = KnownSurroundings.machine("laptop");

  @BeforeEach
  void start() throws IOException {
    engine = AnsweringEngine.start();
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private List<String> paths(EngineAddress address, Optional<String> setting) {
    Where where = new Where(address, Optional.empty());
    ReaperSockets sockets = new ReaperSockets(setting, where, here, engine.api());
    return IntStream.range(0, 4).mapToObj(sockets::path).distinct().toList();
  }

  private List<String> paths(String socket) {
    return paths(EngineAddress.unix(Path.of(socket)), Optional.empty());
  }

  @Test
  void it_is_where_this_jvm_finds_it_or_at_the_usual_path() {
    assertThat(paths("/home/me/d.sock")).containsExactly("/home/me/d.sock", "/var/run/docker.sock");
    assertThat(paths("/var/run/docker.sock")).containsExactly("/var/run/docker.sock");
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void its_path_is_absolute() {
    assertThat(paths("d.sock"))
        .startsWith(Path.of("").toAbsolutePath().resolve("d.sock").toString());
  }

  @Test
  void an_engine_elsewhere_has_it_at_the_usual_path() {
    assertThat(paths(EngineAddress.tcp("build.example", 2375), Optional.empty()))
        .containsExactly("/var/run/docker.sock");
  }

  @Test
  void what_the_user_says_alone_counts() {
    assertThat(paths(EngineAddress.unix(Path.of("/d.sock")), Optional.of("/srv/d.sock")))
        .containsExactly("/srv/d.sock");
  }

  @Test
  void in_a_container_it_is_what_is_mounted_there() {
    here = KnownSurroundings.container(OWN);
    engine.says(
        "/containers/" + OWN + "/json",
        """
        {"Id": "%s", "Mounts": [
          {"Type": "volume", "Source": "/var/lib/docker/volumes/v/_data", "Destination": "/var"},
          {"Type": "bind", "Source": "/run/user/1000/podman/podman.sock",
           "Destination": "/var/run/docker.sock"},
          {"Type": "bind", "Source": "/srv", "Destination": "/engines"}]}
        """
            .formatted(OWN));

    assertThat(paths("/var/run/docker.sock"))
        .containsExactly("/run/user/1000/podman/podman.sock", "/var/run/docker.sock");
    assertThat(paths("/engines/a/d.sock")).startsWith("/srv/a/d.sock");
    assertThat(paths("/elsewhere/d.sock")).startsWith("/elsewhere/d.sock");
  }
}
