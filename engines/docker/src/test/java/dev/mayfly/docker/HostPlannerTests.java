package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where ports are opened, and where they are looked for. */
class HostPlannerTests {

  private static final String OWN = "7".repeat(64);
  private static final EngineAddress SOCKET = EngineAddress.unix(Path.of("/var/run/docker.sock"));

  private AnsweringEngine engine;
  private Surroundings here = KnownSurroundings.machine("laptop");
  private Optional<String> setting = Optional.empty();
  private Map<Integer, List<String>> publishers = Map.of();

  @BeforeEach
  void start() throws IOException {
    engine = AnsweringEngine.start();
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private HostPlan plan(EngineAddress address) {
    return new HostPlanner(
            new Where(address, setting),
            here,
            engine.api(),
            port -> publishers.getOrDefault(port, List.of()))
        .plan();
  }

  private static List<String> hosts(HostPlan plan) {
    return plan.candidates().stream().map(Candidate::host).toList();
  }

  private void inContainerOfTheEngine(String networkMode, String network) {
    here = KnownSurroundings.container(OWN);
    engine.says(
        "/containers/" + OWN + "/json",
        """
        {"Id": "%s", "HostConfig": {"NetworkMode": "%s"},
         "NetworkSettings": {"Networks": {"one": %s}}}
        """
            .formatted(OWN, networkMode, network));
    engine.says("/info", "{\"OperatingSystem\": \"Debian\", \"SecurityOptions\": []}");
  }

  private void onBridge() {
    inContainerOfTheEngine(
        "ci",
        "{\"NetworkID\": \"n1\", \"Gateway\": \"172.18.0.1\", \"IPAddress\": \"172.18.0.2\"}");
    engine.says("/networks/n1", "{\"Driver\": \"bridge\"}");
  }

  @Test
  void a_socket_of_this_machine_asks_nobody_and_opens_ports_for_this_machine_alone() {
    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(hosts(plan)).containsExactly("127.0.0.1");
    assertThat(plan.isCertain()).isTrue();
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void an_engine_elsewhere_opens_ports_for_all_who_reach_it() {
    HostPlan plan = plan(EngineAddress.tcp("192.0.2.7", 2375));

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan)).containsExactly("192.0.2.7");
    assertThat(engine.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void an_engine_on_a_port_of_this_system_opens_ports_for_it_alone(String host) {
    engine.says("/info", "{\"Name\": \"laptop\"}");

    HostPlan plan = plan(EngineAddress.tcp(host, 2375));

    assertThat(plan.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(hosts(plan)).containsExactly(host);
  }

  @Test
  void an_engine_by_ipv6_loopback_opens_ports_there() {
    engine.says("/info", "{\"Name\": \"laptop\"}");

    assertThat(plan(EngineAddress.tcp("::1", 2375)).publishAddress()).isEqualTo("::1");
  }

  @Test
  void an_engine_in_a_container_that_publishes_its_port_is_looked_for_there_first() {
    engine.says("/info", "{\"Name\": \"docker-in-docker\"}");
    publishers = Map.of(12385, List.of("172.17.0.5"));

    HostPlan plan = plan(EngineAddress.tcp("127.0.0.1", 12385));

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan)).containsExactly("172.17.0.5", "127.0.0.1");
  }

  @Test
  void the_host_that_the_user_names_is_the_only_one() {
    setting = Optional.of("192.0.2.9");
    here = KnownSurroundings.container(OWN);

    HostPlan plan = plan(SOCKET);

    assertThat(hosts(plan)).containsExactly("192.0.2.9");
    assertThat(plan.publishAddress()).isEmpty();
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void this_machine_named_by_the_user_is_as_narrow_as_found() {
    setting = Optional.of("::1");

    assertThat(plan(SOCKET).publishAddress()).isEqualTo("::1");
    assertThat(plan(EngineAddress.tcp("192.0.2.7", 2375)).publishAddress()).isEmpty();
  }

  @Test
  void a_jvm_in_a_container_of_the_engine_has_ports_opened_at_its_bridge() {
    onBridge();

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEqualTo("172.18.0.1");
    assertThat(plan.candidates())
        .extracting(Candidate::host, Candidate::networks)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("172.18.0.1", Set.of()),
            org.assertj.core.groups.Tuple.tuple("", Set.of("n1")));
  }

  @Test
  void that_holds_where_a_proxy_of_the_socket_is_reached_by_tcp() {
    onBridge();

    HostPlan plan = plan(EngineAddress.tcp("socket-proxy", 2375));

    assertThat(plan.publishAddress()).isEqualTo("172.18.0.1");
    assertThat(hosts(plan)).doesNotContain("socket-proxy");
  }

  @Test
  void a_jvm_on_the_engines_own_network_is_as_one_beside_it() {
    inContainerOfTheEngine("host", "{\"NetworkID\": \"n0\"}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(hosts(plan)).containsExactly("127.0.0.1");
  }

  @Test
  void a_router_that_is_no_machine_of_the_engine_opens_no_ports() {
    inContainerOfTheEngine(
        "lan", "{\"NetworkID\": \"n2\", \"Gateway\": \"10.0.0.1\", \"IPAddress\": \"10.0.0.2\"}");
    engine.says("/networks/n2", "{\"Driver\": \"macvlan\"}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan))
        .contains("host.docker.internal", "172.18.0.1")
        .doesNotContain("10.0.0.1");
  }

  @Test
  void a_bridge_without_a_way_out_lets_nobody_in_to_its_machine() {
    inContainerOfTheEngine(
        "closed",
        "{\"NetworkID\": \"n3\", \"Gateway\": \"10.9.0.1\", \"IPAddress\": \"10.9.0.2\"}");
    engine.says("/networks/n3", "{\"Driver\": \"bridge\", \"Internal\": true}");

    assertThat(hosts(plan(SOCKET))).doesNotContain("10.9.0.1");
  }

  @Test
  void of_several_bridges_the_one_that_leads_out_counts() {
    inContainerOfTheEngine(
        "a",
        """
        {"NetworkID": "n1", "Gateway": "172.19.0.1", "IPAddress": "172.19.0.2"},
         "two": {"NetworkID": "n2", "Gateway": "172.18.0.1", "IPAddress": "172.18.0.2"}
        """);
    engine.says("/networks/n1", "{\"Driver\": \"bridge\"}");
    engine.says("/networks/n2", "{\"Driver\": \"bridge\"}");

    assertThat(plan(SOCKET).publishAddress()).isEqualTo("172.18.0.1");
  }

  @Test
  void docker_desktop_opens_ports_on_the_users_machine_which_it_has_a_name_for() {
    onBridge();
    engine.says("/info", "{\"OperatingSystem\": \"Docker Desktop\"}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(hosts(plan)).startsWith("host.docker.internal");
  }

  @Test
  void a_rootless_engine_opens_ports_outside_of_its_own_network() {
    onBridge();
    engine.says("/info", "{\"SecurityOptions\": [\"name=seccomp\", \"name=rootless\"]}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan)).contains("172.18.0.1", "host.containers.internal", "");
  }

  @Test
  void a_jvm_beside_an_engine_in_one_pod_is_on_its_system() {
    here = new KnownSurroundings(List.of(OWN), "runner-pod", Optional.of("10.1.0.1"));
    engine.says("/info", "{\"Name\": \"runner-pod\"}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(plan.isCertain()).isTrue();
  }

  @Test
  void a_jvm_in_a_container_of_another_engine_asks_the_router_first() {
    here = KnownSurroundings.container(OWN);
    engine.says("/info", "{\"Name\": \"server\"}");

    HostPlan plan = plan(SOCKET);

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan)).startsWith("172.18.0.1").endsWith("127.0.0.1");
  }

  @Test
  void an_engine_by_name_beside_this_jvms_container_is_reached_by_that_name() {
    here = KnownSurroundings.container(OWN);

    HostPlan plan = plan(EngineAddress.tcp("192.0.2.3", 2375));

    assertThat(plan.publishAddress()).isEmpty();
    assertThat(hosts(plan)).containsExactly("192.0.2.3");
  }
}
