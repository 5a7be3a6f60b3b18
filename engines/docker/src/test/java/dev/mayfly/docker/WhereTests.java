package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where ports are opened and reached, and where the engine finds its own socket. */
@EnabledOnOs(OS.LINUX)
class WhereTests {

  private static Where socket(String path) {
    return new Where(EngineAddress.unix(Path.of(path)), Optional.empty());
  }

  @Test
  void ports_of_an_engine_on_this_machine_are_opened_for_this_machine_alone() {
    Where here = socket("/var/run/docker.sock");

    assertThat(here.host()).isEqualTo("127.0.0.1");
    assertThat(here.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(here.routesToContainers()).isTrue();
  }

  @Test
  void ports_of_an_engine_elsewhere_are_opened_for_all_who_reach_it() {
    Where there = new Where(EngineAddress.tcp("build.example", 2375), Optional.empty());

    assertThat(there.host()).isEqualTo("build.example");
    assertThat(there.publishAddress()).isEmpty();
    assertThat(there.routesToContainers()).isFalse();
  }

  @Test
  void a_host_that_the_user_names_is_where_ports_are_reached() {
    Where named =
        new Where(EngineAddress.unix(Path.of("/run/docker.sock")), Optional.of("10.0.0.7"));

    assertThat(named.host()).isEqualTo("10.0.0.7");
    assertThat(named.publishAddress()).isEmpty();
  }

  @Test
  void a_users_own_engine_has_a_network_that_leads_nowhere_from_here() {
    assertThat(socket("/run/user/1000/docker.sock").routesToContainers()).isFalse();
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
