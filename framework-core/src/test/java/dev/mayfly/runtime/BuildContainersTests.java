package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Keep;
import dev.mayfly.Moment;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build's containers, with several sessions of this JVM in the place of its JVMs. */
class BuildContainersTests {

  private static final ContainerSpec WEB = ContainerSpec.of("web:1").expose(80).readyWhen(port(80));

  @TempDir private Path folder;
  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<Containers> opened = new ArrayList<>();

  BuildContainersTests() {
    engine.image("web:1").listens(80);
  }

  @AfterEach
  void the_last_one_to_leave_removes_everything() throws IOException {
    opened.forEach(Containers::close);

    assertThat(engine.leftovers()).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private Containers open(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("mayfly.build.dir", folder.toString());
    all.put("mayfly.build.id", "test");
    all.put("mayfly.build.linger", "0");
    all.put("mayfly.reaper.enabled", "false");
    all.put("mayfly.sweep.enabled", "false");
    all.put("mayfly.report", "off");
    all.put("mayfly.leaks.fail", "true");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Containers containers = Containers.on(engine, Settings.of(all));
    opened.add(containers);
    return containers;
  }

  private static StartRequest request(ContainerSpec spec) {
    return new StartRequest(spec, "web", "field T.web");
  }

  private long starts(String name) {
    return engine.calls().stream()
        .filter(call -> call.startsWith("start mayfly-") && call.contains(name))
        .count();
  }

  private Path registry() throws IOException {
    try (Stream<Path> builds = Files.list(folder)) {
      return builds.findFirst().orElseThrow();
    }
  }

  private List<Path> files(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(registry(), glob)) {
      files.forEach(found::add);
    }
    return found;
  }

  @Test
  void two_of_a_build_that_ask_for_the_same_get_the_same() {
    RunningContainer first = open().orchestrator().lease(request(WEB));

    RunningContainer second =
        open()
            .orchestrator()
            .lease(request(ContainerSpec.of("web:1").expose(80).readyWhen(port(80))));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.port(80)).isEqualTo(first.port(80));
    assertThat(starts("web")).isOne();
  }

  @Test
  void who_asks_for_something_else_gets_something_else() {
    Containers one = open();

    assertThat(one.orchestrator().lease(request(WEB)).id())
        .isNotEqualTo(open().orchestrator().lease(request(WEB.env("A", "b"))).id());
  }

  @Test
  void another_build_has_its_own() {
    assertThat(open().orchestrator().lease(request(WEB)).id())
        .isNotEqualTo(open("mayfly.build.id", "other").orchestrator().lease(request(WEB)).id());
  }

  @Test
  void a_lease_that_is_given_back_leaves_the_container_to_the_others() {
    RunningContainer first = open().orchestrator().lease(request(WEB));
    RunningContainer second = open().orchestrator().lease(request(WEB));

    first.close();

    assertThat(second.isRunning()).isTrue();
    assertThatThrownBy(() -> first.port(80)).hasMessageContainingAll("field T.web", "given back");
  }

  @Test
  void a_session_that_ends_leaves_the_container_to_the_others() {
    Containers starter = open();
    starter.orchestrator().lease(request(WEB));
    RunningContainer second = open().orchestrator().lease(request(WEB));

    starter.close();

    assertThat(second.isRunning()).isTrue();
  }

  @Test
  void a_session_without_a_lease_on_it_keeps_the_container_for_the_next_class() {
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(WEB));
    first.close();

    assertThat(containers.orchestrator().lease(request(WEB)).id()).isEqualTo(first.id());
  }

  @Test
  void of_many_that_ask_at_once_one_starts_it() throws Exception {
    List<Containers> sessions = IntStream.range(0, 4).mapToObj(number -> open()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<CompletableFuture<String>> asked =
          IntStream.range(0, 20)
              .mapToObj(number -> sessions.get(number % 4))
              .map(
                  session ->
                      CompletableFuture.supplyAsync(
                          () -> session.orchestrator().lease(request(WEB)).id(), threads))
              .toList();

      assertThat(asked).extracting(CompletableFuture::join).containsOnly(asked.get(0).get());
      assertThat(starts("web")).isOne();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void nobody_gets_it_before_it_is_ready() throws Exception {
    Gate bound = new Gate();
    engine.image("slow:1").listensAfter(bound, 80);
    StartRequest slow = request(ContainerSpec.of("slow:1").expose(80).readyWhen(port(80)));
    CompletableFuture<RunningContainer> first =
        CompletableFuture.supplyAsync(() -> open().orchestrator().lease(slow));
    bound.awaitArrival();
    Containers other = open();
    CompletableFuture<RunningContainer> second =
        CompletableFuture.supplyAsync(() -> other.orchestrator().lease(slow));

    assertThat(files("*.ready")).isEmpty();
    assertThat(second).isNotDone();
    bound.open();

    assertThat(second.get().id()).isEqualTo(first.get().id());
  }

  @Test
  void one_that_died_in_between_is_replaced() {
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(WEB));
    engine.killContainer(first.id(), "SIGKILL");

    RunningContainer second = open().orchestrator().lease(request(WEB));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.isRunning()).isTrue();
    assertThat(engine.leftovers()).noneMatch(left -> left.id().equals(first.id()));
  }

  @Test
  void one_that_was_removed_by_hand_is_replaced() {
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(WEB));
    engine.remove(Kind.CONTAINER, first.id());

    assertThat(open().orchestrator().lease(request(WEB)).isRunning()).isTrue();
  }

  @Test
  void one_that_was_never_marked_as_ready_is_replaced() throws IOException {
    RunningContainer first = open().orchestrator().lease(request(WEB));
    Files.delete(files("*.ready").get(0));

    RunningContainer second = open().orchestrator().lease(request(WEB));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(engine.leftovers()).noneMatch(left -> left.id().equals(first.id()));
  }

  @Test
  void a_mark_that_was_cut_short_does_not_count() throws IOException {
    open().orchestrator().lease(request(WEB));
    Path mark = files("*.ready").get(0);
    Files.writeString(mark, Files.readString(mark).substring(0, 20));

    assertThat(open().orchestrator().lease(request(WEB)).isRunning()).isTrue();
    assertThat(starts("web")).isEqualTo(2);
  }

  @Test
  void a_damaged_session_is_begun_anew_and_the_old_one_is_left_to_those_who_are_in_it()
      throws IOException {
    RunningContainer first = open().orchestrator().lease(request(WEB));
    Files.write(registry().resolve("session"), new byte[] {(byte) 0xff, 0, 1});

    RunningContainer second = open().orchestrator().lease(request(WEB));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(first.isRunning()).isTrue();
    engine.remove(Kind.CONTAINER, first.id()); // its reaper does that: here is none
    engine.leftovers().stream()
        .filter(left -> left.kind() == Kind.NETWORK)
        .findFirst()
        .ifPresent(network -> engine.remove(Kind.NETWORK, network.id()));
  }

  @Test
  void a_start_that_fails_is_told_to_those_who_waited_and_tried_anew_by_the_next()
      throws Exception {
    Gate crash = new Gate();
    engine.image("bad:1").logs("no config").after(crash).exits(3);
    StartRequest bad =
        request(ContainerSpec.of("bad:1").readyWhen(log("up")).startTimeout(Duration.ofHours(1)));
    CompletableFuture<ContainerStartException> first =
        CompletableFuture.supplyAsync(() -> failureOf(open(), bad));
    crash.awaitArrival();
    Containers other = open();
    other.orchestrator().lease(request(WEB));
    CompletableFuture<ContainerStartException> second =
        CompletableFuture.supplyAsync(() -> failureOf(other, bad));
    crash.open();

    assertThat(first.get()).hasMessageContainingAll("exit code 3", "no config");
    assertThat(second.get()).hasMessageContaining("exit code 3");
    assertThat(failureOf(open(), bad)).hasMessageContaining("exit code 3");
    assertThat(engine.leftovers()).noneMatch(left -> left.name().contains("bad"));
  }

  private static ContainerStartException failureOf(Containers containers, StartRequest request) {
    return catchThrowableOfType(
        ContainerStartException.class, () -> containers.orchestrator().lease(request));
  }

  @Test
  void what_another_jvm_cannot_compare_is_refused_by_name() {
    Containers containers = open();
    StartRequest hooked = request(WEB.when(Moment.STARTED, at -> {}));

    assertThatThrownBy(() -> containers.orchestrator().lease(hooked))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("field T.web", "web:1", "lambda", "record");
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void others_of_the_session_find_it_under_the_name_that_it_has_there() {
    engine.image("app:1");
    Containers one = open();
    Containers two = open();
    one.orchestrator().lease(new StartRequest(WEB, "alpha", "alpha"));
    RunningContainer shared = two.orchestrator().lease(new StartRequest(WEB, "beta", "beta"));

    two.orchestrator()
        .start(new StartRequest(ContainerSpec.of("app:1").readyWhen(running()), "app", "app"));

    assertThat(engine.calls())
        .filteredOn(call -> call.startsWith("connect " + shared.name()))
        .hasSize(1);
    shared.close();
    assertThat(engine.calls())
        .filteredOn(call -> call.startsWith("disconnect " + shared.name()))
        .hasSize(1);
  }

  @Test
  void who_leases_it_for_another_network_finds_it_there_too() {
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(WEB), NetworkSpec.of("blue"));
    RunningContainer second = containers.orchestrator().lease(request(WEB), NetworkSpec.of("red"));
    RunningContainer third =
        containers
            .orchestrator()
            .lease(new StartRequest(WEB, "site", "site"), NetworkSpec.of("red"));

    List<String[]> joins =
        engine.calls().stream()
            .filter(call -> call.matches("(dis)?connect " + first.name() + ".*"))
            .map(call -> call.split(" "))
            .toList();
    assertThat(joins)
        .extracting(words -> words[0])
        .containsExactly("connect", "connect", "disconnect", "disconnect", "connect", "connect");
    assertThat(joins.subList(0, 2)).extracting(words -> words[2]).doesNotHaveDuplicates();
    assertThat(joins.subList(4, 6)).extracting(words -> words[2]).doesNotHaveDuplicates();
    List.of(first, second, third).forEach(RunningContainer::close);
    assertThat(engine.calls())
        .filteredOn(call -> call.startsWith("disconnect " + first.name()))
        .hasSize(4);
  }

  @Test
  void who_watches_a_build_whose_folder_is_gone_does_not_make_it_anew() {
    Path gone = folder.resolve("gone");
    AtomicInteger removals = new AtomicInteger();

    new BuildRegistry(gone).end("0123456789ab", removals::incrementAndGet);

    assertThat(removals).hasValue(1);
    assertThat(gone).doesNotExist();
  }

  @Test
  void without_networks_it_joins_none() {
    Containers containers = open("mayfly.network", "none");

    containers.orchestrator().lease(request(WEB)).close();

    assertThat(engine.calls()).noneMatch(call -> call.toLowerCase().contains("network"));
  }

  @Test
  void named_networks_and_volumes_go_with_the_build() {
    ContainerSpec spec =
        WEB.network(NetworkSpec.of("backend")).mount(Mount.volume("data", "/data"));

    String first = open().orchestrator().lease(request(spec)).id();

    assertThat(open().orchestrator().lease(request(spec)).id()).isEqualTo(first);
  }

  @Test
  void nothing_of_a_build_is_kept_for_a_look() {
    Containers containers = open("mayfly.keep", "on-failure");
    RunningContainer shared = containers.orchestrator().lease(request(WEB.keep(Keep.ON_FAILURE)));

    containers.orchestrator().keepOnFailure(List.of(shared));
    containers.close();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void who_has_no_name_for_it_can_lease_it_all_the_same() {
    assertThat(
            open().orchestrator().lease(new StartRequest(WEB, List.of(), "container")).isRunning())
        .isTrue();
  }

  @Test
  void a_sweep_removes_what_dead_builds_left_and_nothing_of_live_ones() throws IOException {
    RunningContainer live = open().orchestrator().lease(request(WEB));
    Path gone = folder.resolve("gone");
    Session dead = new Session("0dead", BuildOwner.here("0dead", gone).toString(), true);
    engine.createVolume("of-the-dead", dead.labels());

    new Sweep(engine).run();

    assertThat(engine.leftovers())
        .extracting(EngineResource::id)
        .contains(live.id())
        .doesNotContain("of-the-dead");
  }

  @Test
  void a_closed_session_leases_nothing() {
    Containers containers = open();
    containers.close();

    assertThatThrownBy(() -> containers.orchestrator().lease(request(WEB)))
        .hasMessageContaining("closed");
  }

  @Test
  void a_folder_that_cannot_be_one_is_refused_with_advice() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Containers containers = open("mayfly.build.dir", file.toString());

    assertThatThrownBy(() -> containers.orchestrator().lease(request(WEB)))
        .hasMessageContainingAll(file.toString(), "mayfly.build.dir");
    Files.delete(file);
  }

  @Test
  void one_with_a_chosen_port_that_died_is_replaced_by_who_started_it() {
    ContainerSpec chosen = ContainerSpec.of("web:1").fixedPort(freePort(), Port.tcp(80));
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(chosen));
    engine.killContainer(first.id(), "SIGKILL");

    assertThat(containers.orchestrator().lease(request(chosen)).isRunning()).isTrue();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void one_that_is_ready_by_having_ended_is_not_started_again() {
    engine.image("migration:1").exits(0);
    StartRequest migration = request(ContainerSpec.of("migration:1").readyWhen(exit(0)));

    RunningContainer first = open().orchestrator().lease(migration);

    assertThat(open().orchestrator().lease(migration).id()).isEqualTo(first.id());
  }

  @Test
  void a_start_that_failed_leaves_its_name_to_others() {
    engine.image("bad:1").exits(3);
    Containers containers = open();
    assertThat(failureOf(containers, request(ContainerSpec.of("bad:1").readyWhen(log("up")))))
        .isNotNull();

    RunningContainer web = containers.orchestrator().lease(request(WEB));
    StartRequest dependent =
        new StartRequest(WEB.env("A", "b"), List.of("app"), "field T.app", Map.of("web", web.id()));

    assertThat(containers.orchestrator().lease(dependent).isRunning()).isTrue();
  }

  @Test
  void a_second_lease_that_only_reads_the_log_joins_nothing_again() {
    engine.image("app:1");
    Containers containers = open();
    RunningContainer first = containers.orchestrator().lease(request(WEB));
    containers.start("app", GenericContainer.of("app:1"));

    RunningContainer second = containers.orchestrator().lease(request(WEB.logConsumer(line -> {})));

    assertThat(second.id()).isEqualTo(first.id());
  }

  @Test
  void a_lease_that_could_not_join_a_network_is_tried_again() {
    ContainerSpec spec = WEB.network(NetworkSpec.of("front")).network(NetworkSpec.of("back"));
    Containers one = open();
    one.orchestrator().lease(request(spec));
    Containers two = open();
    engine.failNext("connect", new EngineException(500, "no free addresses"));
    assertThatThrownBy(() -> two.orchestrator().lease(request(spec)))
        .hasMessageContaining("addresses");

    assertThat(two.orchestrator().lease(request(spec)).isRunning()).isTrue();
  }

  @Test
  void what_a_build_that_ended_long_ago_left_in_its_folder_is_forgotten() throws IOException {
    Path ended = Files.createDirectory(folder.resolve("0123456789abcdef"));
    new RegistryEntry(Map.of("session", "000000000001", "linger", "1000", "until", "1"))
        .write(ended.resolve("session"));
    Path users = Files.createDirectory(folder.resolve("fedcba9876543210"));
    Files.writeString(users.resolve("notes"), "of a user");

    open().orchestrator().lease(request(WEB));

    assertThat(ended).doesNotExist();
    assertThat(users.resolve("notes")).exists();
    Files.delete(users.resolve("notes"));
    Files.delete(users);
  }

  @Test
  void the_last_one_to_leave_takes_the_builds_reaper_along() {
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
    Containers containers = open("mayfly.reaper.enabled", "true", "mayfly.sweep.enabled", "true");
    containers.orchestrator().lease(request(WEB));
    await().until(() -> created().anyMatch(call -> call.contains("-reaper-")));

    containers.close();

    assertThat(
            created().filter(call -> call.contains("-reaper-")).map(call -> call.substring(0, 26)))
        .as("no reaper has got a successor")
        .doesNotHaveDuplicates();
    engine
        .list(Kind.CONTAINER, Session.REAPER_LABEL, null)
        .forEach(reaper -> engine.remove(Kind.CONTAINER, reaper.id()));
  }

  private Stream<String> created() {
    return engine.calls().stream().filter(call -> call.startsWith("create mayfly-"));
  }
}
