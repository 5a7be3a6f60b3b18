package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real engine understands each option of a container. */
@Tag("docker")
class CreateOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private JsonNode inspect(String id) throws IOException {
    return Json.read(engine.inspectContainer(id).json());
  }

  @Test
  void limits_and_privileges_arrive() throws IOException {
    ContainerSpec spec =
        bench
            .sleeper()
            .memory(64 << 20)
            .cpus(0.5)
            .sharedMemory(1 << 20)
            .ulimit("core", 0, 0)
            .addCapability("NET_ADMIN")
            .dropCapability("CHOWN")
            .extraHost("elsewhere", "10.9.8.7")
            .init();

    String id = bench.start(spec);

    JsonNode host = inspect(id).path("HostConfig");
    assertThat(host.path("Memory").asLong()).isEqualTo(64 << 20);
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000);
    assertThat(host.path("ShmSize").asLong()).isEqualTo(1 << 20);
    assertThat(bench.exec(id, "sh", "-c", "ulimit -Hc").stdout()).isEqualTo("0\n");
    assertThat(Json.write(host.path("CapAdd"))).contains("NET_ADMIN");
    assertThat(Json.write(host.path("CapDrop"))).contains("CHOWN");
    assertThat(bench.exec(id, "cat", "/etc/hosts").stdout()).contains("10.9.8.7\telsewhere");
    assertThat(bench.exec(id, "cat", "/proc/1/comm").stdout()).contains("init");
    assertThat(engine.stats(id).memoryLimitBytes()).isEqualTo(64 << 20);
  }

  @Test
  void the_patch_changes_what_no_option_does() throws IOException {
    String patch = "{\"HostConfig\": {\"ReadonlyRootfs\": true}, \"Domainname\": \"example\"}";

    String id = bench.start(bench.sleeper().createRequestPatch(patch));

    assertThat(bench.exec(id, "touch", "/file").exitCode()).isNotZero();
    assertThat(inspect(id).path("Config").path("Domainname").asText()).isEqualTo("example");
  }

  @Test
  void ports_are_opened_on_this_machine_alone_and_may_be_fixed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    ContainerSpec spec = bench.sleeper().expose(80).fixedPort(free, Port.tcp(81));
    String id =
        engine.createContainer(
            ContainerRequest.of(
                bench.name("ports"), bench.image(), spec, bench.labels(), List.of(), Map.of()));
    engine.startContainer(id);

    assertThat(engine.inspectContainer(id).ports()).containsEntry(Port.tcp(81), free);
    JsonNode binding = inspect(id).path("NetworkSettings").path("Ports").path("80/tcp").path(0);
    assertThat(binding.path("HostIp").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void a_container_on_the_hosts_network_has_the_hosts_ports() {
    String id = bench.start(bench.sleeper().expose(8080), new Endpoint("host", List.of("web")));

    assertThat(engine.inspectContainer(id).ports()).isEqualTo(Map.of(Port.tcp(8080), 8080));
  }

  @Test
  void anonymous_volumes_go_with_their_container_and_tmpfs_is_in_memory() throws IOException {
    String id =
        bench.start(
            bench
                .sleeper()
                .mount(Mount.anonymousVolume("/data"), Mount.tmpfs("/fast").bytes(1 << 20)));
    JsonNode mounts = inspect(id).path("Mounts");
    String volume = "";
    for (JsonNode mount : mounts) {
      volume += mount.path("Name").asText();
    }
    assertThat(bench.exec(id, "sh", "-c", "df /fast | tail -1").stdout()).contains("1024");
    assertThat(bench.exec(id, "stat", "-c", "%a", "/fast").stdout()).contains("1777");

    engine.remove(Kind.CONTAINER, id);

    String name = volume;
    assertThat(name).hasSize(64);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> bench.start(bench.sleeper().mount(Mount.bind(Path.of("/no/x"), "/x"))))
        .withMessageContaining("/no/x");
    assertThat(volumes()).doesNotContain(name);
  }

  private String volumes() throws IOException {
    Path root = Path.of("/");
    Discovery discovery = new Discovery(setting -> Optional.empty(), System::getenv, root);
    try (EngineConnection connection = discovery.open()) {
      return Json.write(connection.api().get("Listing", Target.of("volumes")));
    }
  }

  @Test
  void a_container_that_can_not_join_its_second_network_is_removed() {
    String network = bench.network("first");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                bench.create(
                    bench.sleeper(),
                    new Endpoint(network, List.of()),
                    new Endpoint("host", List.of())))
        .withMessageContaining("to network host");

    assertThat(engine.list(Kind.CONTAINER, Workbench.LABEL, bench.mark())).isEmpty();
  }

  @Test
  void a_container_that_runs_out_of_memory_says_so() {
    String id = bench.start(bench.sh("sleep 1; tail /dev/zero").memory(8 << 20));

    assertThat(bench.awaitEnd(id).oomKilled()).isTrue();
  }
}
