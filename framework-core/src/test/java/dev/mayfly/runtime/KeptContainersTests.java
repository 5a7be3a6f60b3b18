package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.ExecResult;
import dev.mayfly.Keep;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Containers that stay for a look after a failure. */
class KeptContainersTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final ContainerSpec app =
      ContainerSpec.of("app:1").network(NetworkSpec.of("net")).mount(Mount.volume("data", "/data"));

  KeptContainersTests() {
    engine.image("app:1").exec((run, command) -> done());
  }

  private static ExecResult done() {
    return new ExecResult(0, new byte[0], new byte[0]);
  }

  private Containers open(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("mayfly.reaper.enabled", "false");
    all.put("mayfly.sweep.enabled", "false");
    all.put("mayfly.report", "off");
    all.put("mayfly.leaks.fail", "true");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Containers.on(engine, Settings.of(all));
  }

  private List<EngineResource> left(Kind kind) {
    return engine.leftovers().stream().filter(one -> one.kind() == kind).toList();
  }

  @Test
  void what_a_failed_test_used_stays_with_its_network_and_volume_and_is_no_leak() {
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer kept = containers.start(app);
    RunningContainer other =
        containers.start(ContainerSpec.of("app:1").network(NetworkSpec.of("n2")));

    containers.orchestrator().keepOnFailure(List.of(kept));
    kept.close();
    other.close();
    containers.close();

    assertThat(left(Kind.CONTAINER)).extracting(EngineResource::id).containsExactly(kept.id());
    assertThat(left(Kind.NETWORK)).singleElement().matches(net -> net.name().contains("net"));
    assertThat(left(Kind.VOLUME))
        .extracting(EngineResource::name)
        .anyMatch(n -> n.endsWith("data"));
  }

  @Test
  void the_session_says_until_when_what_it_keeps_is_left_alone() {
    Containers containers = open("mayfly.keep.for", "2m");
    containers.orchestrator().keepOnFailure(List.of(containers.start(app.keep(Keep.ON_FAILURE))));
    Instant before = Instant.now();

    containers.close();

    assertThat(left(Kind.VOLUME))
        .flatExtracting(volume -> List.copyOf(volume.labels().entrySet()))
        .filteredOn(label -> label.getKey().equals(Session.KEPT_LABEL))
        .singleElement()
        .satisfies(
            label ->
                assertThat(Instant.ofEpochMilli(Long.parseLong(label.getValue())))
                    .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121)));
  }

  @Test
  void nothing_is_kept_unless_it_is_wanted() {
    Containers usual = open();
    usual.orchestrator().keepOnFailure(List.of(usual.start(app)));
    usual.close();
    Containers wanted = open("mayfly.keep", "on-failure");
    wanted.orchestrator().keepOnFailure(List.of(wanted.start(app.keep(Keep.NEVER))));
    wanted.start(app.keep(Keep.ON_FAILURE));
    wanted.close();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_container_that_did_not_start_stays_and_the_failure_says_how_to_look_at_it() {
    engine.image("bad:1").logs("no license").exits(3);
    Containers containers = open("mayfly.keep", "on-failure");

    ContainerStartException failure =
        catchThrowableOfType(
            ContainerStartException.class,
            () -> containers.start(ContainerSpec.of("bad:1").readyWhen(log("ready"))));
    containers.close();

    EngineResource kept = left(Kind.CONTAINER).get(0);
    assertThat(failure)
        .hasMessageContaining("kept: docker -H memory logs " + kept.id().substring(0, 12));
  }

  @Test
  void a_start_that_was_interrupted_is_not_kept() throws Exception {
    Gate never = new Gate();
    engine.image("slow:1").after(never).logs("ready");
    Containers containers = open("mayfly.keep", "on-failure");
    CompletableFuture<Void> failed = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              assertThatExceptionOfType(ContainerStartException.class)
                  .isThrownBy(
                      () -> containers.start(ContainerSpec.of("slow:1").readyWhen(log("ready"))));
              failed.complete(null);
            });
    starter.start();
    never.awaitArrival();

    starter.interrupt();
    failed.get();
    containers.close();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_shell_is_offered_where_there_is_one() {
    engine.image("distroless:1").exec((run, command) -> noShell());
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer with = containers.orchestrator().start(new StartRequest(app, "with", "with"));
    RunningContainer without =
        containers
            .orchestrator()
            .start(new StartRequest(ContainerSpec.of("distroless:1"), "without", "without"));

    KeptNotice notice = new KeptNotice(engine, Session.begin(true), null);
    String shell = notice.look(engine.inspectContainer(with.id()));
    String there =
        new KeptNotice(engine, Session.begin(true), "memory")
            .look(engine.inspectContainer(with.id()));
    String other = notice.look(engine.inspectContainer(without.id()));
    engine.address("context:build-box");
    String byContext = notice.look(engine.inspectContainer(with.id()));
    containers.close();

    assertThat(shell).isEqualTo("docker -H memory exec -it " + with.id().substring(0, 12) + " sh");
    assertThat(there).startsWith("docker exec -it ");
    assertThat(byContext).startsWith("docker --context build-box exec -it ");
    assertThat(other).contains("--pid container:" + without.id().substring(0, 12));
  }

  @Test
  void an_engine_of_another_program_tells_its_own_commands() {
    engine.program("ships");
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer one = containers.orchestrator().start(new StartRequest(app, "one", "one"));
    Session session = Session.begin(true);
    KeptNotice notice = new KeptNotice(engine, session, null);

    assertThat(notice.look(engine.inspectContainer(one.id()))).isEqualTo("ships look " + one.id());
    assertThat(notice.of(List.of(), Instant.EPOCH, true))
        .contains("Remove them at once: ships remove dev.mayfly.session=" + session.id())
        .doesNotContain("docker");
  }

  private static ExecResult noShell() {
    throw new EngineException(400, "sh: executable file not found in $PATH");
  }

  @Test
  void a_kept_container_makes_room_for_one_that_needs_its_name_or_port() {
    Containers containers = open("mayfly.keep", "on-failure");
    ContainerSpec named = ContainerSpec.of("app:1").network(NetworkSpec.of("a")).name("mine");
    ContainerSpec port =
        ContainerSpec.of("app:1")
            .network(NetworkSpec.of("b"))
            .fixedPort(8080, Port.tcp(80))
            .readyWhen(running());
    ContainerSpec alias = ContainerSpec.of("app:1").network(NetworkSpec.of("c"));
    for (ContainerSpec spec : List.of(named, port, alias)) {
      StartRequest request = new StartRequest(spec, "db", "db");
      RunningContainer first = containers.orchestrator().start(request);
      containers.orchestrator().keepOnFailure(List.of(first));
      first.close();

      containers.orchestrator().start(request).close();

      assertThat(left(Kind.CONTAINER)).isEmpty();
    }
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_container_that_is_to_be_kept_but_is_still_used_makes_no_room() {
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer first = containers.start(ContainerSpec.of("app:1").name("mine"));
    containers.orchestrator().keepOnFailure(List.of(first));

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1").name("mine")))
        .hasMessageContaining("drop name(…)");
    assertThat(first.isRunning()).isTrue();
    containers.close();
  }

  @Test
  void only_so_many_are_kept() {
    Containers containers = open("mayfly.keep", "on-failure", "mayfly.keep.most", "2");
    for (String alias : List.of("a", "b", "c")) {
      containers
          .orchestrator()
          .keepOnFailure(
              List.of(containers.orchestrator().start(new StartRequest(app, alias, alias))));
    }
    containers.close();

    assertThat(left(Kind.CONTAINER)).hasSize(2);
  }

  @Test
  void the_names_of_what_is_kept_are_known() {
    Containers containers = open("mayfly.keep", "on-failure");
    containers
        .orchestrator()
        .keepOnFailure(List.of(containers.orchestrator().start(new StartRequest(app, "db", "db"))));

    assertThat(containers.orchestrator().isKept(NetworkSpec.of("net"), Set.of("db", "x"))).isTrue();
    assertThat(containers.orchestrator().isKept(NetworkSpec.of("net"), Set.of("x"))).isFalse();
    assertThat(containers.orchestrator().isKept(NetworkSpec.session(), Set.of("db"))).isFalse();
    containers.close();
  }

  @Test
  void a_container_that_is_kept_can_no_longer_be_used_by_tests() {
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer kept = containers.start(app);
    containers.orchestrator().keepOnFailure(List.of(kept));
    kept.close();

    assertThatThrownBy(kept::logs).hasMessageContaining("left for a look");
    containers.close();
  }

  @Test
  void a_setting_that_cannot_be_read_is_named() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> open("mayfly.keep", "maybe"))
        .withMessageContainingAll("mayfly.keep", "maybe", "never, on-failure");
  }

  @Test
  void a_later_session_sweeps_what_was_kept_when_its_time_is_over() {
    Instant now = Instant.now();
    kept("early", now.plusSeconds(60));
    kept("late", now.minusSeconds(3600));

    new Sweep(engine).run();

    assertThat(engine.leftovers())
        .extracting(EngineResource::name)
        .containsOnly("early", "early-x");
  }

  private void kept(String name, Instant until) {
    Session dead = new Session(name, DeadOwner.label(), true);
    engine.createNetwork(name, NetworkSpec.of(name), dead.labels());
    engine.createVolume(name + "-x", dead.labels(Session.keptUntil(until)));
  }
}
