package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INSTANT;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecResult;
import dev.mayfly.FileSource;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import dev.mayfly.runtime.KnownSession.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one run leaves for the next, with sessions of this JVM in the place of runs. */
class ReuseTests {

  private static final String SESSION = "session";
  private static final ContainerSpec WEB = ContainerSpec.of("web:1").expose(80).readyWhen(port(80));

  @TempDir private Path folder;
  private final InMemoryEngine engine = new InMemoryEngine();
  private final Map<String, String> settings = new HashMap<>();

  record Wipe(String what) implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {
      occasion.container().exec("wipe", what).orThrow();
    }
  }

  ReuseTests() {
    engine.image("web:1").listens(80);
    engine.image(InMemoryEngine.REAPER, new Program().logs("ready"));
  }

  @AfterEach
  void nothing_runs_that_listens() {
    engine.leftovers().stream()
        .filter(left -> left.kind() == Kind.CONTAINER)
        .forEach(left -> engine.remove(Kind.CONTAINER, left.id()));
  }

  private Containers open(String... more) {
    Map<String, String> all = new HashMap<>();
    all.put("mayfly.build.dir", folder.resolve("builds").toString());
    all.put("mayfly.build.id", "test");
    all.put("mayfly.reuse", "always");
    all.put("mayfly.sweep.enabled", "false");
    all.put("mayfly.report", "json");
    all.put("mayfly.report.dir", folder.resolve("report").toString());
    all.put("mayfly.start.timeout", "2s");
    all.putAll(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return Containers.on(engine, Settings.of(all));
  }

  private static RunningContainer lease(Containers run, ContainerSpec spec) {
    return run.orchestrator().lease(new StartRequest(spec, "web", "field T.web"));
  }

  /** The id of the container that a run gets that has no other. */
  private String run(ContainerSpec spec, String... more) {
    try (Containers run = open(more)) {
      RunningContainer leased = lease(run, spec);
      assertThat(leased.isRunning()).isTrue();
      return leased.id();
    }
  }

  private List<String> left() {
    return engine.list(Kind.CONTAINER, BuildTurn.KEY_LABEL, null).stream()
        .map(EngineResource::id)
        .toList();
  }

  private String report() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private BuildRegistry registry() throws IOException {
    try (Stream<Path> builds = Files.list(folder.resolve("builds"))) {
      return new BuildRegistry(builds.findFirst().orElseThrow());
    }
  }

  private void changeSession(Function<RegistryEntry, RegistryEntry> change) throws IOException {
    BuildFolder builds = registry().folder();
    builds.write(SESSION, change.apply(builds.entry(SESSION).orElseThrow()));
  }

  private String sessionId() throws IOException {
    return registry().folder().entry(SESSION).orElseThrow().get(SESSION);
  }

  @Test
  void the_next_run_finds_what_the_last_one_has_left() {
    String first = run(WEB);

    assertThat(run(WEB)).isEqualTo(first);
    assertThat(left()).containsExactly(first);
  }

  @Test
  void who_does_not_ask_for_reuse_neither_finds_nor_leaves_anything() {
    String left = run(WEB);

    String other = run(WEB, "mayfly.reuse", "off", "mayfly.build.linger", "0");

    assertThat(other).isNotEqualTo(left);
    assertThat(left()).containsExactly(left);
  }

  @Test
  void what_only_lingers_is_replaced_when_it_has_died_and_never_wiped() {
    String[] lingers = {"mayfly.reuse", "off", "mayfly.build.linger", "1m"};
    engine.image("web:1").exec((container, command) -> ok());
    ContainerSpec spec = WEB.when(Moment.REUSED, new Wipe("rows"));
    String first = run(spec, lingers);
    assertThat(run(spec, lingers)).isEqualTo(first);
    engine.killContainer(first, "SIGKILL");

    String second = run(spec, lingers);

    assertThat(left()).containsExactly(second).doesNotContain(first);
    assertThat(engine.calls()).noneMatch(call -> call.contains("wipe"));
  }

  @ParameterizedTest
  @CsvSource({
    "off,,false",
    "on,,true",
    "on,true,false",
    "on,1,false",
    "on,false,true",
    "on,'',true",
    "always,true,true",
  })
  void on_a_build_server_it_has_to_be_asked_for(String setting, String ci, boolean isOn) {
    Settings given = Settings.of(Map.of("mayfly.reuse", setting));

    assertThat(Reuse.of(given, ci).isPresent()).isEqualTo(isOn);
  }

  @Test
  void where_no_reaper_guards_nothing_stays() {
    run(WEB, "mayfly.reaper.enabled", "false", "mayfly.build.linger", "0");

    assertThat(left()).isEmpty();
  }

  @Test
  void where_no_reaper_can_be_had_nothing_stays() {
    InMemoryEngine without = new InMemoryEngine();
    without.image("web:1").listens(80);
    without.image(InMemoryEngine.REAPER, new Program().logs("error: no socket").exits(2));
    Map<String, String> all =
        Map.of(
            "mayfly.build.dir", folder.resolve("builds").toString(),
            "mayfly.reuse", "always",
            "mayfly.report", "off");
    try (Containers run = Containers.on(without, Settings.of(all))) {
      lease(run, WEB);
    }

    assertThat(without.list(Kind.CONTAINER, BuildTurn.KEY_LABEL, null)).isEmpty();
  }

  @Test
  void the_reaper_beside_this_jvm_goes_when_the_one_in_a_container_watches() {
    engine.localReapers().say("ready");

    run(WEB);
    run(WEB);

    assertThat(engine.localReapers().heard()).contains("leave").doesNotContain("close");
    assertThat(engine.localReapers().requests()).hasSize(2);
  }

  @Test
  void of_two_that_ask_at_once_one_revives_it_and_both_get_it() {
    ContainerSpec spec = WEB.when(Moment.REUSED, new Wipe("all"));
    engine.image("web:1").exec((container, command) -> ok());
    String first = run(spec);
    try (Containers one = open();
        Containers two = open()) {
      List<CompletableFuture<String>> asked =
          IntStream.range(0, 8)
              .mapToObj(number -> number % 2 == 0 ? one : two)
              .map(jvm -> CompletableFuture.supplyAsync(() -> lease(jvm, spec).id()))
              .toList();

      assertThat(asked).extracting(CompletableFuture::join).containsOnly(first);
    }
    assertThat(engine.calls()).filteredOn(call -> call.contains(" wipe all")).hasSize(1);
  }

  private static ExecResult ok() {
    return new ExecResult(0, new byte[0], new byte[0]);
  }

  // what may have happened in between

  @Test
  void one_that_was_stopped_with_the_engine_is_started_again() {
    String first = run(WEB);
    engine.killContainer(first, "SIGKILL");

    assertThat(run(WEB)).isEqualTo(first);
  }

  @Test
  void one_that_does_not_become_ready_again_is_replaced() throws IOException {
    AtomicInteger starts = new AtomicInteger();
    engine
        .image("moody:1")
        .does(
            process -> {
              if (starts.incrementAndGet() == 2) {
                process.exit(1);
              }
            })
        .listens(80);
    ContainerSpec moody = ContainerSpec.of("moody:1").expose(80).readyWhen(port(80));
    String first = run(moody);
    engine.killContainer(first, "SIGKILL");

    String second = run(moody);

    assertThat(starts).hasValue(3);
    assertThat(left()).containsExactly(second).doesNotContain(first);
    assertThat(report()).contains("started again", "not reused: it is not ready any more");
  }

  @Test
  void one_that_a_killed_jvm_has_paused_goes_on() {
    String first = run(WEB);
    engine.pauseContainer(first);

    assertThat(run(WEB)).isEqualTo(first);
  }

  @Test
  void one_that_lost_its_network_joins_it_again_under_its_names() {
    String first = run(WEB);
    String network =
        engine.leftovers().stream()
            .filter(left -> left.kind() == Kind.NETWORK)
            .findFirst()
            .orElseThrow()
            .id();
    engine.disconnect(network, first);

    assertThat(run(WEB)).isEqualTo(first);
    assertThat(engine.inspectContainer(first).addresses()).containsKey(network);
  }

  @Test
  void one_whose_network_was_made_anew_is_in_the_new_one() {
    engine.createNetwork("corp", NetworkSpec.of("corp"), Map.of());
    ContainerSpec spec = WEB.network(NetworkSpec.existing("corp"));
    String first = run(spec);
    String old = engine.findNetwork("corp").orElseThrow();
    engine.disconnect(old, first);
    engine.remove(Kind.NETWORK, old);
    String fresh = engine.createNetwork("corp", NetworkSpec.of("corp"), Map.of());

    assertThat(run(spec)).isEqualTo(first);
    assertThat(engine.inspectContainer(first).addresses()).containsKey(fresh);
  }

  @Test
  void one_that_was_removed_by_hand_is_started_anew() {
    engine.remove(Kind.CONTAINER, run(WEB));

    assertThat(run(WEB)).isIn(left());
  }

  @Test
  void one_whose_start_its_jvm_did_not_survive_is_started_anew() throws IOException {
    String half = run(WEB);
    registry().folder().gone(registry().folder().allReady().keySet().iterator().next());

    assertThat(run(WEB)).isNotEqualTo(half);
    assertThat(left()).doesNotContain(half);
  }

  @Test
  void one_that_died_within_a_run_is_replaced() {
    run(WEB);
    try (Containers run = open()) {
      String taken = lease(run, WEB).id();
      engine.killContainer(taken, "SIGKILL");

      assertThat(lease(run, WEB).id()).isNotEqualTo(taken);
    }
  }

  // what was changed in between

  @Test
  void another_value_of_a_variable_is_told_and_what_was_before_is_gone() throws IOException {
    String first = run(WEB.env("POSTGRES_DB", "a"));

    String second = run(WEB.env("POSTGRES_DB", "b"));

    assertThat(left()).containsExactly(second).doesNotContain(first);
    assertThat(report()).contains("not reused: env POSTGRES_DB was a, is b");
  }

  @Test
  void of_a_secret_only_its_name_is_told() throws IOException {
    run(WEB.env("POSTGRES_PASSWORD", "hunter22").secretEnv("PLAIN", "tiger"));

    run(WEB.env("POSTGRES_PASSWORD", "hunter23").secretEnv("PLAIN", "lions"));

    assertThat(report())
        .contains("not reused: env PLAIN has changed; env POSTGRES_PASSWORD has changed");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("hunter2", "tiger", "lions");
      }
    }
  }

  @Test
  void a_secret_that_only_another_description_names_is_not_told() throws IOException {
    try (Containers run = open()) {
      lease(run, WEB.secretEnv("PLAIN", "tigertiger"));
      lease(run, WEB.env("URL", "//app:tigertiger@db"));
    }

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("tiger");
      }
    }
  }

  @Test
  void a_copied_file_with_other_content_is_told_by_its_path() throws IOException {
    run(WEB.copy(FileSource.text("select 1"), "/init.sql"));

    run(WEB.copy(FileSource.text("select 2"), "/init.sql"));

    assertThat(report()).contains("not reused: file /init.sql has changed");
  }

  @Test
  void another_image_under_the_same_name_is_told() throws IOException {
    engine.registry("moving:1");
    ContainerSpec moving = ContainerSpec.of("moving:1").readyWhen(running());
    String first = run(moving, "mayfly.pull", "always");
    engine.moveInRegistry("moving:1");

    assertThat(run(moving, "mayfly.pull", "always")).isNotEqualTo(first);
    assertThat(report()).contains("not reused: image id has changed");
    assertThat(left()).hasSize(1);
  }

  @Test
  void what_another_declaration_asks_for_too_stays() {
    String shared = run(WEB);
    try (Containers run = open()) {
      run.orchestrator().lease(new StartRequest(WEB, "web", "field U.web"));
    }

    run(WEB.env("A", "b"));

    assertThat(left()).contains(shared).hasSize(2);
  }

  @Test
  void a_new_one_has_the_name_of_the_one_that_it_replaces() {
    run(WEB.env("A", "1"));
    try (Containers run = open()) {
      RunningContainer web = lease(run, WEB.env("A", "2"));
      StartRequest dependent =
          new StartRequest(WEB, List.of("app"), "field T.app", Map.of("web", web.id()));

      assertThat(run.orchestrator().lease(dependent).isRunning()).isTrue();
    }
  }

  @Test
  void the_name_of_one_that_was_removed_by_hand_is_free() {
    engine.remove(Kind.CONTAINER, run(WEB.env("A", "1")));
    try (Containers run = open()) {
      RunningContainer web =
          run.orchestrator().lease(new StartRequest(WEB.env("A", "2"), "web", "field U.web"));
      StartRequest dependent =
          new StartRequest(WEB, List.of("app"), "field T.app", Map.of("web", web.id()));

      assertThat(run.orchestrator().lease(dependent).isRunning()).isTrue();
    }
  }

  // a clean state

  @Test
  void what_is_to_be_wiped_is_wiped_by_the_first_of_a_run_and_before_anybody_has_it() {
    engine.image("web:1").exec((container, command) -> ok());
    ContainerSpec spec = WEB.when(Moment.REUSED, new Wipe("rows"));

    run(spec);
    assertThat(engine.calls()).noneMatch(call -> call.contains("wipe"));
    try (Containers one = open();
        Containers two = open()) {
      lease(one, spec);
      lease(two, spec);
      lease(one, spec);
    }

    assertThat(engine.calls()).filteredOn(call -> call.contains(" wipe rows")).hasSize(1);
  }

  @Test
  void one_that_can_not_be_wiped_is_replaced() throws IOException {
    ContainerSpec spec = WEB.when(Moment.REUSED, new Wipe("rows")); // there is no such command
    String first = run(spec);

    String second = run(spec);

    assertThat(second).isNotEqualTo(first);
    assertThat(left()).containsExactly(second);
    assertThat(report())
        .contains("a hook at REUSED failed", "not reused: it is not ready any more");
  }

  // how long, and how many

  @Test
  void each_run_begins_its_time_anew_and_it_is_the_time_that_is_set_now() throws IOException {
    run(WEB, "mayfly.reuse.for", "10h");
    changeSession(entry -> entry.with("until", Instant.now().plusSeconds(60).toEpochMilli()));

    run(WEB, "mayfly.reuse.for", "2h");

    assertThat(registry().idleUntil(sessionId()))
        .get(INSTANT)
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(119)), Instant.now().plus(Duration.ofHours(2)));
  }

  @Test
  void when_its_time_is_over_the_next_run_begins_anew_and_its_sweep_removes_the_old()
      throws Exception {
    String first = run(WEB);
    changeSession(entry -> entry.with("until", Instant.now().minusSeconds(60).toEpochMilli()));
    String old = sessionId();

    String second = run(WEB);

    assertThat(second).isNotEqualTo(first);
    assertThat(sessionId()).isNotEqualTo(old);
    new Sweep(engine).run();
    assertThat(left()).containsExactly(second);
  }

  @Test
  void a_clock_that_was_set_back_lets_nothing_stay_longer() throws IOException {
    String first = run(WEB, "mayfly.reuse.for", "1h");
    changeSession(
        entry -> entry.with("until", Instant.now().plus(Duration.ofDays(400)).toEpochMilli()));

    assertThat(registry().hasEnded(sessionId(), Duration.ofSeconds(30))).isTrue();
    assertThat(run(WEB, "mayfly.reuse.for", "1h")).isNotEqualTo(first);
    new Sweep(engine).run();
    assertThat(left()).doesNotContain(first);
  }

  @Test
  void what_was_used_longest_ago_goes_first_over_all_projects() {
    settings.put("mayfly.reuse.most", "2");
    String one = run(WEB, "mayfly.build.id", "one");
    String two = run(WEB, "mayfly.build.id", "two");
    run(WEB, "mayfly.build.id", "one");

    String three = run(WEB, "mayfly.build.id", "three");

    assertThat(left()).containsExactlyInAnyOrder(one, three).doesNotContain(two);
  }

  @Test
  void what_takes_too_much_memory_goes_too() {
    settings.put("mayfly.reuse.memory", "0.0003"); // 2.4 MiB; each takes one
    run(WEB, "mayfly.build.id", "one");
    String two = run(WEB, "mayfly.build.id", "two");
    String three = run(WEB, "mayfly.build.id", "three");

    assertThat(left()).containsExactlyInAnyOrder(two, three);
  }

  @Test
  void what_other_declarations_of_the_build_use_does_not_prolong_its_time() throws IOException {
    run(WEB);
    String key = registry().folder().allReady().keySet().iterator().next();
    RegistryEntry mark = registry().folder().entry(key + ".ready").orElseThrow();
    long longAgo = Instant.now().minus(Duration.ofHours(25)).toEpochMilli();
    registry().folder().write(key + ".ready", mark.with("used", longAgo));

    String other;
    try (Containers run = open()) {
      other =
          run.orchestrator().lease(new StartRequest(WEB.env("A", "b"), "app", "field T.app")).id();
    }

    assertThat(left()).containsExactly(other);
  }

  @Test
  void one_whose_start_was_cut_short_goes_although_nobody_asks_for_it_any_more()
      throws IOException {
    run(WEB);
    registry().folder().gone(registry().folder().allReady().keySet().iterator().next());

    String other = run(WEB.env("A", "b"));

    assertThat(left()).containsExactly(other);
  }

  @Test
  void a_start_that_failed_in_an_earlier_run_does_not_count() throws IOException {
    run(WEB);
    String key = registry().folder().allReady().keySet().iterator().next();
    registry()
        .folder()
        .write(
            key + ".failed",
            new RegistryEntry(Map.of())
                .with("at", Instant.now().plusSeconds(3600)) // a clock that was set back since
                .with("run", "an earlier one")
                .with("process", 1)
                .with("phase", "READINESS")
                .with("message", "no"));
    engine.remove(Kind.CONTAINER, run(WEB));

    assertThat(run(WEB)).isIn(left());
  }

  @Test
  void what_a_run_uses_is_never_beyond_the_bounds() {
    settings.put("mayfly.reuse.most", "0");
    try (Containers run = open("mayfly.build.id", "one")) {
      RunningContainer used = lease(run, WEB);

      run(WEB, "mayfly.build.id", "two");

      assertThat(used.isRunning()).isTrue();
      assertThat(left()).containsExactly(used.id());
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void what_waits_is_listed_with_its_time_and_not_swept() throws IOException {
    run(WEB);

    new Sweep(engine).run();

    KnownSession known = known();
    assertThat(known.life()).isEqualTo(Life.IDLE);
    assertThat(Optional.ofNullable(known.keptUntil()))
        .get(INSTANT)
        .isAfter(Instant.now().plus(Duration.ofHours(23)));
    assertThat(SessionInventory.on(engine).remove(known)).isEmpty();
    assertThat(SessionInventory.on(engine).remove(known)).isEmpty(); // it was named twice
    assertThat(left()).isEmpty();
    assertThat(run(WEB)).isIn(left());
  }

  private KnownSession known() throws IOException {
    String id = sessionId();
    return SessionInventory.on(engine).sessions().stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_waited_when_it_was_listed_is_not_removed_from_a_run_that_uses_it() throws IOException {
    run(WEB);
    KnownSession waiting = known();
    try (Containers run = open()) {
      RunningContainer used = lease(run, WEB);

      assertThat(SessionInventory.on(engine).remove(waiting)).containsValue("a run uses it now");

      assertThat(used.isRunning()).isTrue();
      assertThat(left()).containsExactly(used.id());
    }
  }

  @Test
  void what_another_user_has_left_in_a_folder_that_can_not_be_read_is_not_swept()
      throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.createDirectory(theirs.resolve("session")); // reading it fails, as without permission
    Session session = new Session("0another", BuildOwner.here("0another", theirs).toString(), true);
    engine.createVolume("theirs", session.labels());
    String other =
        engine.createContainer(
            ContainerRequest.of(
                "their-web",
                "web:1",
                WEB,
                session.labels(Map.of(BuildTurn.KEY_LABEL, "theirs")),
                List.of(),
                Map.of()));

    new Sweep(engine).run();
    run(WEB, "mayfly.reuse.most", "0"); // it does not hinder the bounds for what is ours

    assertThat(engine.list(Kind.VOLUME, Session.SESSION_LABEL, "0another")).hasSize(1);
    assertThat(left()).containsExactly(other);
  }
}
