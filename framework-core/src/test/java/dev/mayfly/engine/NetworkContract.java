package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks, the names of containers there, and mapped ports. */
public interface NetworkContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  @Test
  default void a_network_is_found_by_name_and_by_id() {
    String id = bench().network("net");

    assertThat(engine().findNetwork(bench().name("net"))).contains(id);
    assertThat(engine().findNetwork(id)).contains(id);
    assertThat(engine().findNetwork(bench().name("other"))).isEmpty();
  }

  @Test
  default void a_network_is_found_by_its_whole_name_only() {
    bench().network("net-longer");

    assertThat(engine().findNetwork(bench().name("net"))).isEmpty();
  }

  @Test
  default void a_network_is_listed_by_its_labels_and_removed() {
    NetworkSpec spec = NetworkSpec.of("net").isolated();
    String id = engine().createNetwork(bench().name("net"), spec, bench().labels());

    EngineResource found = engine().list(Kind.NETWORK, Workbench.LABEL, bench().mark()).get(0);
    assertThat(found)
        .isEqualTo(
            new EngineResource(
                Kind.NETWORK, id, bench().name("net"), bench().labels(), found.created()));

    engine().remove(Kind.NETWORK, id);
    assertThat(engine().findNetwork(id)).isEmpty();
    assertThat(engine().list(Kind.NETWORK, Workbench.LABEL, bench().mark())).isEmpty();
  }

  @Test
  default void a_container_joins_its_networks_under_its_aliases() {
    String front = bench().network("front");
    String back = bench().network("back");

    String id =
        bench()
            .start(
                bench().sleeper(),
                new Endpoint(front, List.of("web", "www")),
                new Endpoint(back, List.of("api")));

    ContainerState state = engine().inspectContainer(id);
    assertThat(state.addresses()).containsOnlyKeys(front, back);
    assertThat(state.addresses().values()).doesNotContain("").doesNotHaveDuplicates();
    assertThat(state.json()).contains("\"web\"", "\"www\"", "\"api\"");
  }

  @Test
  default void containers_of_one_network_find_each_other_by_alias() {
    String network = bench().network("net");
    bench().start(bench().sleeper(), new Endpoint(network, List.of("db")));
    String other = bench().start(bench().sleeper(), new Endpoint(network, List.of("app")));
    String stranger = bench().start(bench().sleeper());

    assertThat(bench().exec(other, "nslookup", "db").exitCode()).isZero();
    assertThat(bench().exec(stranger, "nslookup", "db").exitCode()).isNotZero();
  }

  @Test
  default void containers_that_were_given_no_network_find_nobody_by_name() {
    String name = bench().name("lonely");
    engine().startContainer(engine().createContainer(bench().request(name, bench().sleeper())));
    String other = bench().start(bench().sleeper());

    assertThat(bench().exec(other, "nslookup", name).exitCode()).isNotZero();
  }

  @Test
  default void a_running_container_joins_and_leaves_a_network() {
    String network = bench().network("net");
    bench().start(bench().sleeper(), new Endpoint(network, List.of("db")));
    String id = bench().start(bench().sleeper());

    engine().connect(network, id, List.of("late"));
    assertThat(engine().inspectContainer(id).addresses()).containsKey(network);
    assertThat(engine().inspectContainer(id).json()).contains("\"late\"");
    assertThat(bench().exec(id, "nslookup", "db").exitCode()).isZero();

    engine().disconnect(network, id);
    assertThat(engine().inspectContainer(id).addresses()).doesNotContainKey(network);
  }

  @Test
  default void ports_are_mapped_while_the_container_runs() {
    boolean hasUdp = engine().capabilities().contains(Capability.UDP_PORTS);
    ContainerSpec sleeper = bench().sleeper().expose(8080, 8081);
    String id = bench().start(hasUdp ? sleeper.expose(Port.udp(53)) : sleeper);

    var ports = engine().inspectContainer(id).ports();
    assertThat(ports).containsKeys(Port.tcp(8080), Port.tcp(8081));
    assertThat(ports.containsKey(Port.udp(53))).isEqualTo(hasUdp);
    assertThat(ports.values()).allMatch(port -> port > 0 && port < 65536);
    assertThat(ports.get(Port.tcp(8080))).isNotEqualTo(ports.get(Port.tcp(8081)));

    engine().killContainer(id, "SIGKILL");
    bench().awaitEnd(id);
    assertThat(engine().inspectContainer(id).ports()).isEmpty();
  }
}
