package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.ready.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a container's own address is believed to be the container's here. */
class DirectRouteTests {

  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String EVERYBODY = "0 0 4294967295\n";

  /** In a network that every machine is part of. */
  private static final String NEAR = "127.0.0.9";

  @TempDir private Path proc;

  @BeforeEach
  void a_process_of_this_machine() throws IOException {
    file("self/uid_map", EVERYBODY);
    file("4711/cgroup", "0::/system.slice/docker-" + ID + ".scope\n");
    file("4711/uid_map", EVERYBODY);
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(proc.resolve(path).getParent());
    Files.writeString(proc.resolve(path), text);
  }

  private static ContainerState at(String host, String address) {
    return new ContainerState(
        ID,
        "db",
        "sha256:1",
        Status.RUNNING,
        0,
        false,
        Probe.Health.NONE,
        null,
        4711,
        Instant.EPOCH,
        host,
        Map.of(),
        Map.of("n1", address),
        "",
        "{}");
  }

  @Test
  void a_process_of_this_machine_is_at_its_own_address() throws IOException {
    assertThat(DirectRoute.to(at("127.0.0.1", NEAR), proc)).contains(InetAddress.getByName(NEAR));
  }

  @Test
  void another_machines_process_of_that_number_is_not() throws IOException {
    file("4711/cgroup", "0::/user.slice\n");

    assertThat(DirectRoute.to(at("127.0.0.1", NEAR), proc)).isEmpty();
    Files.delete(proc.resolve("4711/cgroup"));
    assertThat(DirectRoute.to(at("127.0.0.1", NEAR), proc)).isEmpty();
  }

  @Test
  void a_rootless_engines_process_is_in_a_network_of_its_own() throws IOException {
    file("4711/uid_map", "0 1000 1\n1 100000 65536\n");

    assertThat(DirectRoute.to(at("127.0.0.1", NEAR), proc)).isEmpty();
  }

  @Test
  void where_ports_are_elsewhere_addresses_are_too() {
    assertThat(DirectRoute.to(at("192.0.2.1", NEAR), proc)).isEmpty();
  }

  @Test
  void a_network_that_this_machine_is_not_part_of_leads_nowhere() {
    assertThat(DirectRoute.to(at("127.0.0.1", "203.0.113.9"), proc)).isEmpty();
  }
}
