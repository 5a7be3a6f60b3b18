package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ForeignStart;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of containers, networks and volumes that something else than Mayfly has made. */
class ForeignContainersTests {

  private static final ContainerSpec WEB = ContainerSpec.of("web:1").expose(80).readyWhen(port(80));

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  ForeignContainersTests() {
    engine.image("web:1").listens(80).logs("hello");
    engine.image("broken:1").logs("no disk").exits(3);
  }

  @AfterEach
  void nothing_of_the_session_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private String created(String image, Map<String, String> labels) {
    return engine.createContainer(
        ContainerRequest.of(
            image.replace(':', '-') + "-by-hand",
            image,
            ContainerSpec.of(image).expose(80),
            labels,
            List.of(),
            Map.of()));
  }

  private String running(Map<String, String> labels) {
    String id = created("web:1", labels);
    engine.startContainer(id);
    return id;
  }

  @Test
  void what_carries_the_labels_goes_with_the_session() {
    Map<String, String> labels = containers.labels();
    running(labels);
    engine.createNetwork("by-compose", NetworkSpec.of("x"), labels);
    engine.createVolume("data", labels);

    assertThat(labels).containsEntry("dev.mayfly.session", containers.sessionId());
    assertThat(labels).containsKey("dev.mayfly.owner");
    assertThat(engine.leftovers()).hasSize(3);
  }

  @Test
  void a_container_of_somebody_else_can_be_used_as_any_other() {
    String id = running(containers.labels());

    GenericContainer web = containers.adopt("web", GenericContainer.of(WEB), id);

    RunningContainer adopted = web.running();
    assertThat(adopted.id()).isEqualTo(id);
    assertThat(adopted.name()).isEqualTo("web-1-by-hand");
    assertThat(web.port(80)).isPositive();
    assertThat(web.logs()).contains("hello");
    assertThat(web.networkAlias()).isEqualTo("web");
    assertThat(containers.orchestrator().evidence(List.of(adopted), java.time.Instant.EPOCH))
        .containsKey("web.log");
  }

  @Test
  void its_address_in_the_test_is_refused_in_another_container_as_any_others_is() {
    GenericContainer web =
        containers.adopt("web", GenericContainer.of(WEB), running(containers.labels()));

    ContainerSpec proxy = WEB.env("UPSTREAM", "127.0.0.1:" + web.port(80));
    assertThatThrownBy(() -> containers.start(proxy)).hasMessageContaining("try: web:80");
  }

  @Test
  void its_death_is_noticed() {
    RunningContainer web = containers.adopt(running(containers.labels()), WEB);

    engine.killContainer(web.id(), "KILL");

    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> web.port(80)).hasMessageContaining("does not run"));
  }

  @Test
  void it_is_disturbed_and_started_again_as_others_are() {
    RunningContainer web = containers.adopt(running(containers.labels()), WEB.stableAddress());
    int port = web.port(80);

    web.faults().refuse();
    web.faults().undo();
    web.restart(Duration.ZERO);

    assertThat(web.port(80)).isEqualTo(port);
  }

  @Test
  void a_container_without_labels_is_let_go_at_the_end() {
    String id = running(Map.of());
    GenericContainer web = containers.adopt("web", GenericContainer.of(WEB), id);
    RunningContainer adopted = web.running();

    containers.close();

    assertThat(engine.inspectContainer(id).status().name()).isEqualTo("RUNNING");
    assertThatThrownBy(adopted::logs).hasMessageContaining("let go with its session");
    engine.remove(Kind.CONTAINER, id);
  }

  @Test
  void the_death_of_one_without_labels_is_noticed_too() {
    RunningContainer web = containers.adopt(running(Map.of()), WEB);

    engine.killContainer(web.id(), "KILL");

    assertThatThrownBy(() -> web.port(80)).hasMessageContaining("does not run");
    web.close();
  }

  @Test
  void closing_it_removes_it() {
    String id = running(Map.of());

    containers.adopt(id, WEB).close();

    assertThat(engine.list(Kind.CONTAINER, "x", null)).isEmpty();
    assertThatThrownBy(() -> engine.inspectContainer(id)).hasMessageContaining(id);
  }

  @Test
  void what_is_not_there_does_not_run_or_is_somebodys_is_refused() {
    Map<String, String> labels = containers.labels();
    String adopted = running(labels);
    containers.adopt(adopted, WEB);
    String own = containers.start(WEB).id();
    String lying = created("broken:1", labels);
    Map<String, String> others = Map.of("dev.mayfly.session", "other", "dev.mayfly.owner", "x 1 1");
    String foreign =
        engine.createContainer(
            ContainerRequest.of("theirs", "web:1", WEB, others, List.of(), Map.of()));
    engine.startContainer(foreign);

    assertThatThrownBy(() -> containers.adopt("nobody", WEB))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("no container \"nobody\"", engine.address());
    assertThatThrownBy(() -> containers.adopt(lying, WEB)).hasMessageContaining("does not run");
    assertThatThrownBy(() -> containers.adopt(adopted, WEB)).hasMessageContaining("already");
    assertThatThrownBy(() -> containers.adopt(own, WEB)).hasMessageContaining("already");
    assertThatThrownBy(() -> containers.adopt(foreign, WEB)).hasMessageContaining("session other");
    engine.remove(Kind.CONTAINER, foreign);
  }

  private String create(ForeignStart<ContainerSpec> start, String image) {
    List<Endpoint> networks =
        start.network().map(id -> List.of(new Endpoint(id, start.aliases()))).orElse(List.of());
    String id =
        engine.createContainer(
            ContainerRequest.of(
                start.name(),
                image,
                ContainerSpec.of(image).expose(80),
                start.labels(),
                networks,
                Map.of()));
    start.created(id, ContainerSpec.of(image).expose(80));
    engine.startContainer(id);
    return id;
  }

  @Test
  void a_starter_of_its_own_makes_a_container_of_the_session() {
    GenericContainer other = containers.start("other", GenericContainer.of(WEB));
    List<String> ids = new ArrayList<>();

    GenericContainer web =
        containers.start(
            "web",
            GenericContainer.of(
                ContainerSpec.of("made:1").startedBy(start -> ids.add(create(start, "web:1")))));

    assertThat(web.running().id()).isEqualTo(ids.get(0));
    assertThat(web.running().name()).startsWith("mayfly-" + containers.sessionId());
    assertThat(web.port(80)).isPositive();
    assertThat(engine.inspectContainer(other.running().id()).addresses().keySet())
        .containsAll(engine.inspectContainer(ids.get(0)).addresses().keySet());
  }

  @Test
  void what_a_starter_tried_before_is_removed() {
    containers.start(
        ContainerSpec.of("made:1")
            .startedBy(
                start -> {
                  create(start, "broken:1");
                  create(start, "web:1");
                }));

    assertThat(engine.list(Kind.CONTAINER, "dev.mayfly.session", null)).hasSize(1);
  }

  @Test
  void a_starter_learns_at_once_that_its_container_has_ended() {
    CountDownLatch ended = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                containers.start(
                    ContainerSpec.of("made:1")
                        .startedBy(
                            start -> {
                              create(start, "broken:1");
                              start.whenEnded(code -> ended.countDown());
                              awaitQuietly(ended);
                              throw new IllegalStateException("gave up");
                            })))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll("ended with exit code 3 before it was ready", "no disk")
        .hasRootCauseMessage("gave up");

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_starter_that_tells_of_no_container_is_told_so() {
    assertThatThrownBy(() -> containers.start(ContainerSpec.of("made:1").startedBy(start -> {})))
        .hasMessageContaining("told of no container");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
