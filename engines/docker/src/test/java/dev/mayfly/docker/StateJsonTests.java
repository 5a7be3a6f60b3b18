package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Port;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.ready.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's descriptions of containers. */
class StateJsonTests {

  private static ContainerState read(String json) throws IOException {
    return read(json, "127.0.0.1");
  }

  private static ContainerState read(String json, String host) throws IOException {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return StateJson.read(text, KnownHost.at(host), EngineClock.SAME);
  }

  @Test
  void a_running_container_is_read() throws IOException {
    ContainerState state =
        read(
            """
            {"Id": "abc", "Name": "/db", "State": {"Status": "running", "ExitCode": 0,
              "StartedAt": "2026-01-02T03:04:05.000000006+01:00", "OOMKilled": true,
              "Health": {"Status": "unhealthy"}, "Error": ""},
             "HostConfig": {"NetworkMode": "n1"},
             "NetworkSettings": {
               "Ports": {"80/tcp": [{"HostIp": "::", "HostPort": "2"},
                                    {"HostIp": "0.0.0.0", "HostPort": "1"}],
                         "53/udp": [{"HostIp": "::", "HostPort": "3"}],
                         "9/tcp": null, "7/sctp": [{"HostIp": "", "HostPort": "4"}]},
               "Networks": {"a": {"NetworkID": "n1", "IPAddress": "10.0.0.2"},
                            "b": {"NetworkID": "n2", "IPAddress": "",
                                  "GlobalIPv6Address": "fd00::2"},
                            "c": {"NetworkID": "n3", "IPAddress": ""}}}}
            """);

    assertThat(state.id()).isEqualTo("abc");
    assertThat(state.name()).isEqualTo("db");
    assertThat(state.status()).isEqualTo(Status.RUNNING);
    assertThat(state.oomKilled()).isTrue();
    assertThat(state.health()).isEqualTo(Probe.Health.UNHEALTHY);
    assertThat(state.startedAt()).isEqualTo(Instant.parse("2026-01-02T02:04:05.000000006Z"));
    assertThat(state.ports()).isEqualTo(Map.of(Port.tcp(80), 1, Port.udp(53), 3));
    assertThat(state.addresses()).isEqualTo(Map.of("n1", "10.0.0.2", "n2", "fd00::2"));
    assertThat(state.json()).contains("\"NetworkMode\": \"n1\"");
  }

  @Test
  void ipv4_and_ipv6_may_have_different_numbers() throws IOException {
    String json =
        """
        {"State": {"Status": "running"},
         "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "1"},
                                                  {"HostIp": "::", "HostPort": "2"}]}}}
        """;

    assertThat(read(json, "127.0.0.1").ports()).isEqualTo(Map.of(Port.tcp(80), 1));
    assertThat(read(json, "::1").ports()).isEqualTo(Map.of(Port.tcp(80), 2));
    assertThat(read(json, "::1").host()).isEqualTo("::1");
  }

  @Test
  void a_created_container_has_neither_time_nor_ports() throws IOException {
    ContainerState state =
        read(
            """
            {"State": {"Status": "created", "StartedAt": "0001-01-01T00:00:00Z",
               "Error": "no such program"},
             "NetworkSettings": {"Ports": {"80/tcp": [{"HostPort": "1"}]}}}
            """);

    assertThat(state.startedAt()).isEqualTo(Instant.EPOCH);
    assertThat(state.ports()).isEmpty();
    assertThat(state.addresses()).isEmpty();
    assertThat(state.health()).isEqualTo(Probe.Health.NONE);
    assertThat(state.error()).isEqualTo("no such program");
  }

  @Test
  void how_the_last_run_of_a_healthcheck_ended_is_read() throws IOException {
    ContainerState state =
        read(
            """
            {"State": {"Status": "running", "Health": {"Status": "starting", "Log": [
               {"ExitCode": 0, "Output": "first"},
               {"ExitCode": -1, "Output": "OCI runtime exec failed"}]}}}
            """);

    assertThat(state.lastHealthcheck())
        .isEqualTo(new Probe.CommandOutcome(-1, "OCI runtime exec failed"));
    assertThat(read("{\"State\": {\"Health\": {\"Log\": []}}}").lastHealthcheck()).isNull();
    assertThat(read("{\"State\": {}}").lastHealthcheck()).isNull();
  }

  @Test
  void on_the_hosts_own_network_ports_lead_to_themselves() throws IOException {
    ContainerState state =
        read(
            """
            {"State": {"Status": "running"}, "HostConfig": {"NetworkMode": "host"},
             "Config": {"ExposedPorts": {"80/tcp": {}}}}
            """);

    assertThat(state.ports()).isEqualTo(Map.of(Port.tcp(80), 80));
  }

  @ParameterizedTest
  @CsvSource({
    "created, CREATED",
    "configured, CREATED",
    "running, RUNNING",
    "stopping, RUNNING",
    "paused, PAUSED",
    "restarting, RESTARTING",
    "exited, EXITED",
    "stopped, EXITED",
    "removing, REMOVING",
    "dead, DEAD"
  })
  void the_words_of_docker_and_podman_are_understood(String word, Status status)
      throws IOException {
    assertThat(read("{\"State\": {\"Status\": \"" + word + "\"}}").status()).isEqualTo(status);
  }
}
