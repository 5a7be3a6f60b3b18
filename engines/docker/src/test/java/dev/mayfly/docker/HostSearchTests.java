package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.Port;
import dev.mayfly.engine.EngineException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The search for the host at which ports are reached, among those that it may be. */
class HostSearchTests {

  private static final Candidate GATEWAY = Candidate.host("172.17.0.1", "the gateway");
  private static final Candidate NAMED = Candidate.host("docker.example", "a name");
  private static final Candidate OWN = Candidate.ownAddresses(Set.of("n1"));
  private static final PublishedPorts REDIS =
      new PublishedPorts(Map.of(Port.tcp(6379), 32768), Map.of(), Map.of("n1", "172.17.0.9"));

  private final Set<String> answering = new HashSet<>();
  private final List<String> tried = new ArrayList<>();

  private HostSearch search(Candidate... candidates) {
    return new HostSearch(
        () -> HostPlan.of("", candidates),
        (host, port) -> {
          tried.add(host + ":" + port);
          return answering.contains(host + ":" + port) ? null : "Connection refused";
        });
  }

  @Test
  void what_is_certain_is_not_tried() {
    HostSearch search = search(GATEWAY);

    assertThat(search.to(REDIS).host()).isEqualTo("172.17.0.1");
    assertThat(tried).isEmpty();
    assertThat(search).hasToString("172.17.0.1 (the gateway)");
  }

  @Test
  void the_first_that_takes_a_connection_is_it_from_then_on() {
    answering.addAll(Set.of("docker.example:32768", "172.17.0.9:6379"));
    HostSearch search = search(GATEWAY, NAMED, OWN);

    assertThat(search.to(REDIS))
        .isEqualTo(new Route("docker.example", Map.of(Port.tcp(6379), 32768)));
    assertThat(search.to(REDIS).host()).isEqualTo("docker.example");
    assertThat(tried).containsExactly("172.17.0.1:32768", "docker.example:32768");
    assertThat(search)
        .hasToString(
            "docker.example (a name); tried without success: 172.17.0.1:32768 Connection refused");
  }

  @Test
  void refusals_decide_nothing_and_the_likeliest_is_taken_until_one_answers() {
    HostSearch search = search(GATEWAY, NAMED);

    assertThat(search.to(REDIS).host()).isEqualTo("172.17.0.1");
    assertThat(search.toString()).startsWith("not found yet, taken for 172.17.0.1");
    answering.add("docker.example:32768");
    assertThat(search.to(REDIS).host()).isEqualTo("docker.example");
  }

  @Test
  void a_containers_own_address_has_the_containers_own_ports() {
    answering.add("172.17.0.9:6379");
    HostSearch search = search(GATEWAY, OWN);

    assertThat(search.to(REDIS)).isEqualTo(new Route("172.17.0.9", Map.of(Port.tcp(6379), 6379)));
  }

  @Test
  void a_container_without_an_address_there_is_looked_for_at_the_likeliest_host() {
    answering.add("172.17.0.9:6379");
    HostSearch search = search(GATEWAY, OWN);
    search.to(REDIS);

    PublishedPorts elsewhere =
        new PublishedPorts(Map.of(Port.tcp(80), 32769), Map.of(), Map.of("n2", "172.18.0.2"));

    assertThat(search.to(elsewhere))
        .isEqualTo(new Route("172.17.0.1", Map.of(Port.tcp(80), 32769)));
  }

  @Test
  void datagrams_and_containers_that_do_not_run_prove_nothing() {
    HostSearch search = search(GATEWAY, NAMED);
    PublishedPorts names = new PublishedPorts(Map.of(Port.udp(53), 32770), Map.of(), Map.of());

    assertThat(search.to(names).ports()).isEqualTo(Map.of(Port.udp(53), 32770));
    assertThat(search.to(PublishedPorts.NONE).host()).isEqualTo("172.17.0.1");
    assertThat(tried).isEmpty();
  }

  @Test
  void an_engine_that_can_not_be_asked_is_asked_again() {
    AtomicInteger asked = new AtomicInteger();
    HostSearch search =
        new HostSearch(
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new EngineException(500, "busy");
              }
              return HostPlan.of("127.0.0.1", NAMED);
            },
            (host, port) -> null);

    assertThatThrownBy(search::publishAddress).hasMessage("busy");
    assertThat(search.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(search.publishAddress()).isEqualTo("127.0.0.1");
    assertThat(asked).hasValue(2);
  }
}
