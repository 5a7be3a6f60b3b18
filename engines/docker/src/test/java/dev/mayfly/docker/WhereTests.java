package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where the engine finds its own socket. */
@EnabledOnOs(OS.LINUX)
class WhereTests {

  private static Where socket(String path) {
    return new Where(EngineAddress.unix(Path.of(path)), Optional.empty());
  }

  @Test
  void an_engine_finds_its_socket_where_this_jvm_does_or_at_the_usual_path() {
    assertThat(socket("/home/me/d.sock").socketPaths())
        .containsExactly("/home/me/d.sock", "/var/run/docker.sock");
    assertThat(socket("/run/user/1000/docker.sock").socketPaths())
        .containsExactly("/run/user/1000/docker.sock", "/var/run/docker.sock");
    assertThat(socket("/var/run/docker.sock").socketPaths())
        .containsExactly("/var/run/docker.sock");
  }

  @Test
  void the_path_of_a_socket_is_absolute() {
    assertThat(socket("d.sock").socketPaths())
        .startsWith(Path.of("").toAbsolutePath().resolve("d.sock").toString());
  }

  @Test
  void an_engine_elsewhere_finds_its_socket_at_the_usual_path() {
    Where there = new Where(EngineAddress.tcp("build.example", 2375), Optional.empty());

    assertThat(there.socketPaths()).containsExactly("/var/run/docker.sock");
  }
}
