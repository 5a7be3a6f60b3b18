package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.healthy;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import dev.mayfly.ready.Probe.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_container_is_started_when_its_port_accepts_connections() {
    engine.image("redis:7").listens(6379);

    GenericContainer redis = containers.start(GenericContainer.of("redis:7").expose(6379));

    assertThat(redis.address(6379)).startsWith("127.0.0.1:");
    assertThat(redis.running().isRunning()).isTrue();
  }

  @Test
  void a_port_that_a_proxy_accepts_is_not_ready_before_the_service_listens() throws Exception {
    Gate bound = new Gate();
    engine.image("slow:1").listensAfter(bound, 80);

    CompletableFuture<RunningContainer> start =
        CompletableFuture.supplyAsync(
            () -> containers.start(ContainerSpec.of("slow:1").expose(80)));
    bound.awaitArrival();

    assertThat(start).isNotDone();
    bound.open();
    assertThat(start.get().port(80)).isPositive();
  }

  @Test
  void a_container_that_exits_is_explained_and_removed() {
    engine.image("redis:7").logsError("FATAL: bad config").exits(3);

    ContainerStartException failure =
        failureOf(new StartRequest(ContainerSpec.of("redis:7").expose(80), "db", "field T.db"));

    assertThat(failure)
        .hasMessageContainingAll("field T.db", "redis:7", "exit code 3", "FATAL: bad config");
    assertThat(failure.phase()).isEqualTo(Phase.READY);
    assertThat(failure.exitCode()).hasValue(3);
    assertThat(failure.log()).extracting("text").containsExactly("FATAL: bad config");
    assertThat(engine.leftovers()).noneMatch(left -> left.name().contains("db"));
  }

  @Test
  void what_a_container_logged_does_not_rule_the_terminal_that_shows_its_failure() {
    engine.image("app:1").logsError("\u001b[2Jgone \u0007").exits(3);

    ContainerStartException failure =
        failureOf(new StartRequest(ContainerSpec.of("app:1"), "app", "field T.app"));

    assertThat(failure).hasMessageContaining("\\u001b[2Jgone \\u0007");
    assertThat(failure.getMessage().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(failure.log()).extracting("text").containsExactly("\\u001b[2Jgone \\u0007");
  }

  @Test
  void a_command_line_in_one_argument_is_told_to_be_one() {
    engine.image("redis:7").exits(127);
    ContainerSpec spec = ContainerSpec.of("redis:7").command("redis-server --port 1");

    assertThat(failureOf(new StartRequest(spec, "db", "field T.db")))
        .hasMessageContainingAll(
            "try: command(\"redis-server --port 1\") is one argument",
            "write command(\"redis-server\", \"--port\", \"1\").");
    assertThat(OneArgument.in(spec.command("redis-server", "--port 1"))).isEmpty();
    assertThat(OneArgument.in(spec.command("redis-server"))).isEmpty();
    assertThat(OneArgument.in(spec.entrypoint("sh", "-c"))).isEmpty();
    assertThat(OneArgument.in(spec.entrypoint("my program")).orElseThrow())
        .endsWith("write entrypoint(\"my\", \"program\").");
    assertThat(OneArgument.in(spec.command("sleep 1 && echo $HOME")).orElseThrow())
        .endsWith("write command(\"sh\", \"-c\", \"sleep 1 && echo $HOME\").");
  }

  @Test
  void a_container_that_dies_while_it_is_waited_for_fails_its_start_at_once() throws Exception {
    Gate crash = new Gate();
    engine.image("app:1").logs("starting").after(crash).exits(139);
    StartRequest request =
        new StartRequest(
            ContainerSpec.of("app:1").readyWhen(log("ready")).startTimeout(Duration.ofHours(1)),
            "app",
            "app");

    CompletableFuture<ContainerStartException> start =
        CompletableFuture.supplyAsync(() -> failureOf(request));
    crash.awaitArrival();
    crash.open();

    assertThat(start.get()).hasMessageContainingAll("139", "segmentation fault", "starting");
  }

  @Test
  void a_container_that_runs_out_of_memory_is_told_so() {
    engine.image("app:1").runsOutOfMemory();

    assertThat(failureOf(request("app:1")))
        .hasMessageContainingAll("ran out of memory", "memory(bytes)");
  }

  @Test
  void readiness_that_never_comes_ends_with_the_last_answer() {
    engine.image("app:1").logs("one");
    ContainerSpec spec =
        ContainerSpec.of("app:1").readyWhen(log("two")).startTimeout(Duration.ofSeconds(1));

    assertThat(failureOf(new StartRequest(spec, "app", "app")))
        .hasMessageContainingAll("not ready after", "0 matching lines so far", "startTimeout");
  }

  @Test
  void log_lines_http_health_and_exit_make_a_container_ready() {
    engine.image("log:1").logs("Ready to accept");
    engine.image("health:1").becomes(Health.HEALTHY);
    engine.image("once:1").logs("migrated").exits(0);
    engine
        .image("http:1")
        .serves(
            80,
            (in, out) ->
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes("US-ASCII")));

    containers.start(ContainerSpec.of("log:1").readyWhen(log("Ready to \\w+")));
    containers.start(ContainerSpec.of("health:1").readyWhen(healthy()));
    containers.start(ContainerSpec.of("http:1").expose(80).readyWhen(http("/health")));
    RunningContainer once = containers.start(ContainerSpec.of("once:1").readyWhen(exit(0)));

    assertThat(once.logs()).isEqualTo("migrated\n");
  }

  @Test
  void a_one_shot_container_that_fails_is_explained() {
    engine.image("once:1").exits(2);

    assertThat(failureOf(new StartRequest(ContainerSpec.of("once:1").readyWhen(exit(0)), "o", "o")))
        .hasMessageContaining("it ended with exit code 2");
  }

  @Test
  void a_readiness_that_cannot_apply_fails_before_anything_is_created() {
    engine.image("app:1");

    assertThat(failureOf(request(ContainerSpec.of("app:1").readyWhen(port(80)))))
        .hasMessageContaining("asks port 80, which is not exposed")
        .hasCauseInstanceOf(DeclarationException.class);
    assertThat(failureOf(request(ContainerSpec.of("app:1").readyWhen(healthy()))))
        .hasMessageContaining("the image has none");
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("create"));
  }

  @Test
  void an_image_that_no_registry_has_is_named_with_the_answer_and_what_to_try() {
    assertThat(failureOf(request("nosuch:1")))
        .hasMessageContainingAll("nosuch:1", "docker pull nosuch:1")
        .satisfies(failure -> assertThat(failure.phase()).isEqualTo(Phase.IMAGE));
  }

  @Test
  void an_image_is_pulled_once_for_many_containers_that_start_at_the_same_time() {
    engine.registry("redis:7");
    List<CompletableFuture<RunningContainer>> starts =
        List.of(start("redis:7"), start("redis:7"), start("redis:7"));

    starts.forEach(CompletableFuture::join);

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("pull")).hasSize(1);
  }

  @Test
  void a_file_that_cannot_be_read_fails_before_anything_is_created() {
    engine.image("app:1");
    ContainerSpec spec =
        ContainerSpec.of("app:1").copy(FileSource.path(Path.of("/no/such/file")), "/file");

    assertThat(failureOf(request(spec))).hasMessageContainingAll("/no/such/file", "no such file");
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("create"));
  }

  @Test
  void a_name_that_another_container_has_is_told_with_what_to_do() {
    engine.image("app:1");
    containers.start(ContainerSpec.of("app:1").name("mine"));

    assertThat(failureOf(request(ContainerSpec.of("app:1").name("mine"))))
        .hasMessageContainingAll("field T.app", "mine", "drop name(…)")
        .satisfies(failure -> assertThat(failure.phase()).isEqualTo(Phase.CREATE));
  }

  @Test
  void an_engine_that_refuses_to_start_is_quoted() {
    engine.image("app:1").refusesToStart(spec -> "port is already allocated");

    assertThat(failureOf(request("app:1")))
        .hasMessageContainingAll("port is already allocated", "the host's port is taken")
        .satisfies(failure -> assertThat(failure.phase()).isEqualTo(Phase.START));
  }

  @Test
  void an_engine_that_has_no_such_address_to_publish_at_is_told_to_be_given_another() {
    engine
        .image("app:1")
        .refusesToStart(spec -> "listen tcp4 172.18.0.1:0: bind: cannot assign requested address");

    assertThat(failureOf(request("app:1")))
        .hasMessageContainingAll("172.18.0.1", "try: the engine can't open ports", "mayfly.host");
  }

  @Test
  void an_engine_that_is_lost_during_a_start_is_told_and_cleaned_up_when_it_comes_back() {
    engine.image("app:1").does(run -> engine.lose());

    assertThat(failureOf(request("app:1"))).hasMessageContaining("can't be reached");
    engine.recover();
  }

  @Test
  void a_removal_that_fails_does_not_hide_why_the_start_failed() {
    engine.image("app:1").exits(1);
    engine.failNext("remove", new EngineException(500, "disk full"));

    assertThat(failureOf(request("app:1")))
        .hasMessageContaining("exit code 1")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .hasFieldOrPropertyWithValue("message", "disk full"));
  }

  @Test
  void an_interrupted_start_ends_and_leaves_nothing() throws Exception {
    Gate never = new Gate();
    engine.image("app:1").after(never).logs("ready");
    AtomicReference<ContainerStartException> failure = new AtomicReference<>();
    Thread starter =
        new Thread(
            () ->
                failure.set(failureOf(request(ContainerSpec.of("app:1").readyWhen(log("ready"))))));
    starter.start();
    never.awaitArrival();

    starter.interrupt();
    starter.join();

    assertThat(failure.get()).hasMessageContaining("interrupted");
  }

  @Test
  void hooks_run_after_the_start_and_before_readiness_and_again_after_a_restart() {
    engine.image("app:1").exec((run, command) -> logged(run));
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .when(Moment.STARTED, at -> at.container().exec("go"))
            .readyWhen(log("went"));

    RunningContainer app = containers.start(spec);
    app.restart(Duration.ZERO);

    assertThat(app.logLines(java.time.Instant.EPOCH)).hasSize(2);
  }

  private static dev.mayfly.ExecResult logged(dev.mayfly.engine.ProgramRun run) {
    run.log("went");
    return new dev.mayfly.ExecResult(0, new byte[0], new byte[0]);
  }

  @Test
  void a_hook_that_fails_fails_the_start() {
    engine.image("app:1");
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .when(
                Moment.STARTED,
                at -> {
                  throw new java.io.IOException("no route");
                });

    assertThat(failureOf(request(spec)))
        .hasMessageContaining("a hook at STARTED failed: no route")
        .satisfies(failure -> assertThat(failure.phase()).isEqualTo(Phase.HOOK));
  }

  @Test
  void containers_share_the_sessions_network_which_is_made_for_the_second_one() {
    engine.image("app:1", new Program());

    GenericContainer first = containers.start("first", GenericContainer.of("app:1"));
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("createNetwork"));
    GenericContainer second = containers.start("second", GenericContainer.of("app:1"));

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("createNetwork")).hasSize(1);
    assertThat(first.running().ipAddress(NetworkSpec.session()))
        .isNotEqualTo(second.running().ipAddress(NetworkSpec.session()));
    assertThat(first.networkAlias()).isEqualTo("first");
  }

  @Test
  void containers_without_names_need_no_network_until_one_with_a_name_comes() {
    engine.image("app:1", new Program());

    RunningContainer one = containers.start(ContainerSpec.of("app:1"));
    containers.start(ContainerSpec.of("app:1"));
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("createNetwork"));
    containers.start("db", GenericContainer.of("app:1"));
    RunningContainer late = containers.start(ContainerSpec.of("app:1"));

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("createNetwork")).hasSize(1);
    assertThat(one.ipAddress(NetworkSpec.session()))
        .isNotEqualTo(late.ipAddress(NetworkSpec.session()));
  }

  @Test
  void a_project_can_do_without_the_sessions_network() {
    engine.image("app:1", new Program());
    Settings settings =
        Settings.of(
            Map.of(
                "mayfly.network",
                "none",
                "mayfly.reaper.enabled",
                "false",
                "mayfly.sweep.enabled",
                "false"));
    try (Containers separate = Containers.on(engine, settings)) {
      separate.start("db", GenericContainer.of("app:1"));
      separate.start("web", GenericContainer.of("app:1"));

      assertThat(engine.calls()).noneMatch(call -> call.startsWith("createNetwork"));
    }
  }

  @Test
  void containers_that_are_alone_one_after_the_other_need_no_network() {
    engine.image("app:1", new Program());

    containers.start(ContainerSpec.of("app:1")).close();
    containers.start(ContainerSpec.of("app:1")).close();

    assertThat(engine.calls()).noneMatch(call -> call.startsWith("createNetwork"));
  }

  @Test
  void a_container_that_was_stopped_or_removed_says_who_did_it() {
    engine.image("app:1").listens(80);
    RunningContainer app = containers.start(ContainerSpec.of("app:1").expose(80));

    app.stop(Duration.ZERO);
    assertThatThrownBy(() -> app.port(80)).hasMessageContainingAll("container", "was stopped at");
    app.start();
    assertThat(app.port(80)).isPositive();
    app.close();

    assertThatThrownBy(() -> app.exec("true"))
        .hasMessageContainingAll("was removed at", Thread.currentThread().getName());
  }

  @Test
  void a_container_of_a_session_that_is_closed_says_so() {
    engine.image("app:1");
    RunningContainer app = containers.start(ContainerSpec.of("app:1"));

    containers.close();

    assertThatThrownBy(app::logs).hasMessageContaining("removed with its session");
  }

  @Test
  void nothing_starts_in_a_session_that_is_closed() {
    engine.image("app:1");
    containers.close();

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1")))
        .hasMessageContaining("session is closed");
  }

  private CompletableFuture<RunningContainer> start(String image) {
    return CompletableFuture.supplyAsync(
        () -> containers.start(ContainerSpec.of(image).readyWhen(running())));
  }

  private static StartRequest request(String image) {
    return request(ContainerSpec.of(image).readyWhen(log("never")));
  }

  private static StartRequest request(ContainerSpec spec) {
    return new StartRequest(spec, "app", "field T.app");
  }

  private ContainerStartException failureOf(StartRequest request) {
    return catchThrowableOfType(
        ContainerStartException.class, () -> containers.orchestrator().start(request));
  }

  @Test
  void an_image_that_is_there_for_another_platform_is_pulled() {
    engine.image("app:1");
    engine.registry("app:1");

    containers.start(ContainerSpec.of("app:1").platform("linux/amd64"));
    containers.start(ContainerSpec.of("app:1").platform("amd64"));
    containers.start(ContainerSpec.of("app:1").platform("Linux/x86_64"));
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("pull"));
    containers.start(ContainerSpec.of("app:1").platform("linux/arm64/v8"));

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("pull")).hasSize(1);
  }

  @Test
  void an_image_that_can_not_be_pulled_for_another_platform_is_used_as_it_is() {
    engine.image("app:1");

    RunningContainer app = containers.start(ContainerSpec.of("app:1").platform("linux/arm64"));

    assertThat(app.isRunning()).isTrue();
  }

  @Test
  void a_stable_address_is_known_while_its_container_is_stopped() {
    engine.image("web:1").listens(80);
    RunningContainer web =
        containers.start(ContainerSpec.of("web:1").expose(80).stableAddress().readyWhen(port(80)));
    int port = web.port(80);

    web.stop(Duration.ZERO);
    assertThat(web.port(80)).isEqualTo(port);
    web.start();

    assertThat(web.port(80)).isEqualTo(port);
    web.close();
    assertThatThrownBy(() -> web.port(80)).hasMessageContaining("removed");
  }
}
