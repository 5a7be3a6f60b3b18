package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ForeignStart;
import dev.mayfly.GenericContainer;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several containers that something else has created for one start. */
class CompanionsTests {

  private static final ContainerSpec WEB = ContainerSpec.of("web:1").expose(80).readyWhen(port(80));
  private static final ContainerSpec ONCE = ContainerSpec.of("once:1").readyWhen(exit(0));

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  CompanionsTests() {
    engine.image("web:1").listens(80).logs("hello");
    engine.image("once:1").logs("migrated").exits(0);
    engine.image("broken:1").logs("no disk").exits(3);
  }

  @AfterEach
  void nothing_of_the_session_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private String created(ForeignStart<ContainerSpec> start, ContainerSpec spec) {
    return engine.createContainer(
        ContainerRequest.of(
            start.name(), spec.image().describe(), spec, labels(start), List.of(), Map.of()));
  }

  private static Map<String, String> labels(ForeignStart<ContainerSpec> start) {
    Map<String, String> labels = new HashMap<>(start.labels());
    labels.put("project", "p1");
    return labels;
  }

  private void launch(ForeignStart<ContainerSpec> start, String service, ContainerSpec spec) {
    start.launch(created(start, spec), "service " + service, List.of("shop-" + service), spec);
  }

  private void shop(ForeignStart<ContainerSpec> start, ContainerSpec last) {
    start.marked("project", "p1");
    engine.createNetwork("p1-default", NetworkSpec.of("x"), labels(start));
    engine.createVolume("p1-data", labels(start));
    created(start, WEB); // one that is not launched
    launch(start, "once", ONCE);
    launch(start, "web", last);
  }

  private GenericContainer shop(ContainerSpec last) {
    ContainerSpec spec = ContainerSpec.of("shop").startedBy(start -> shop(start, last));
    return containers.start("shop", GenericContainer.of(spec));
  }

  @Test
  void they_are_started_as_one_and_each_is_one_of_the_session() {
    GenericContainer shop = shop(WEB);

    assertThat(shop.running().companions())
        .extracting(RunningContainer::networkAlias)
        .containsExactly("shop-once", "shop-web");
    assertThat(shop.running().networkAlias()).isEqualTo("shop-web");
    assertThat(shop.port(80)).isPositive();
    assertThat(shop.running().companions().get(0).companions())
        .isEqualTo(shop.running().companions());
  }

  @Test
  void the_one_that_stands_for_all_is_the_same_whichever_was_ready_first() {
    ContainerSpec spec =
        ContainerSpec.of("shop")
            .startedBy(
                start -> {
                  launch(start, "web", WEB);
                  launch(start, "cache", WEB);
                  launch(start, "a-once", ONCE);
                });

    RunningContainer shop = containers.start("shop", GenericContainer.of(spec)).running();

    assertThat(shop.networkAlias()).isEqualTo("shop-cache");
    assertThat(shop.companions())
        .extracting(RunningContainer::networkAlias)
        .containsExactly("shop-a-once", "shop-cache", "shop-web");
  }

  @Test
  void a_failed_test_is_told_of_all() {
    GenericContainer shop = shop(WEB);

    Map<String, String> evidence =
        containers.orchestrator().evidence(List.of(shop.running()), Instant.EPOCH);

    assertThat(evidence).containsKeys("shop-once.log", "shop-web.log");
    assertThat(evidence.get("shop-once.log")).contains("migrated");
  }

  @Test
  void others_find_them_by_name() {
    GenericContainer shop = shop(WEB);
    GenericContainer other = containers.start("other", GenericContainer.of(WEB));

    assertThat(engine.inspectContainer(shop.running().id()).addresses().keySet())
        .containsAll(engine.inspectContainer(other.running().id()).addresses().keySet());
  }

  @Test
  void alone_they_need_no_network_of_the_session() {
    shop(WEB);

    assertThat(engine.list(Kind.NETWORK, "dev.mayfly.session", null)).hasSize(1);
  }

  @Test
  void closing_removes_all_that_was_made_for_them() {
    RunningContainer shop = shop(WEB).running();

    shop.close();

    assertThat(engine.leftovers()).isEmpty();
    assertThatThrownBy(() -> shop.companions().get(0).logs()).hasMessageContaining("removed");
  }

  private static ContainerSpec standIn(RunningContainer web) {
    return ContainerSpec.of("stand-in").startedBy(start -> start.created(web.id(), WEB));
  }

  @Test
  void a_further_handle_of_one_of_them_leaves_it_when_it_is_closed() {
    RunningContainer shop = shop(WEB).running();
    RunningContainer web = containers.start(standIn(shop));
    assertThat(web.id()).isEqualTo(shop.id());

    web.close();
    RunningContainer again = containers.start(standIn(shop));
    again.close();

    assertThat(shop.isRunning()).isTrue();
    assertThat(shop.port(80)).isPositive();
    assertThatThrownBy(() -> web.port(80)).hasMessageContaining("let go");
    shop.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_further_handle_ends_with_the_container() {
    List<String> told = new CopyOnWriteArrayList<>();
    RunningContainer shop = shop(WEB).running();
    RunningContainer web = containers.start(standIn(shop));
    web.beforeEnd(() -> told.add("end of " + web.id()));

    shop.close();

    assertThat(told).containsExactly("end of " + shop.id());
    assertThatThrownBy(() -> web.port(80)).hasMessageContaining("let go");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void what_a_failed_test_leaves_for_a_look_has_the_volumes_of_all() {
    Containers keeping = QuietSession.on(engine, "mayfly.keep", "on-failure");
    ContainerSpec spec = ContainerSpec.of("shop").startedBy(start -> shop(start, WEB));
    RunningContainer shop = keeping.start("shop", GenericContainer.of(spec)).running();
    RunningContainer web = keeping.start(standIn(shop));

    keeping.orchestrator().keepOnFailure(List.of(web));
    shop.close();
    keeping.close();

    List<EngineResource> left = engine.leftovers();
    left.forEach(one -> engine.remove(one.kind(), one.id()));
    assertThat(left)
        .filteredOn(one -> one.kind() == Kind.CONTAINER)
        .extracting(EngineResource::id)
        .containsExactly(shop.id());
    assertThat(left).extracting(EngineResource::name).contains("p1-data");
  }

  @Test
  void a_further_handle_that_can_not_be_had_leaves_the_container() {
    RunningContainer shop = shop(WEB).running();
    ContainerSpec failing =
        ContainerSpec.of("stand-in")
            .startedBy(
                start -> {
                  start.created(shop.id(), WEB);
                  throw new IllegalStateException("no such login");
                });

    assertThatThrownBy(() -> containers.start(failing)).hasMessageContaining("no such login");

    assertThat(shop.isRunning()).isTrue();
  }

  @Test
  void one_that_fails_is_told_by_its_own_words_and_nothing_is_left() {
    assertThatThrownBy(() -> shop(ContainerSpec.of("broken:1")))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll(
            "service web of shop: broken:1 did not start", "exit code 3", "no disk")
        .hasMessageNotContaining("shop: shop did not start");

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void nothing_is_left_of_a_start_that_fails_before_any_is_launched() {
    ContainerSpec spec =
        ContainerSpec.of("shop")
            .startedBy(
                start -> {
                  start.marked("project", "p1");
                  created(start, WEB);
                  throw new IllegalStateException("no such file");
                });

    assertThatThrownBy(() -> containers.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll("shop:latest did not start", "no such file");
    assertThat(engine.leftovers()).isEmpty();
  }
}
