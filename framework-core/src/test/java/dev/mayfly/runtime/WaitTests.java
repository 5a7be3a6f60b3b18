package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.anyOf;
import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.exec;
import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.file;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.https;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.ports;
import static dev.mayfly.ready.ReadyWhen.tls;
import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecResult;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Probe.Health;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one loop that waits, with every kind of question. */
class WaitTests {

  /** Tells when a look begins. */
  private record Observed(Readiness inner, CountDownLatch looked) implements Readiness {
    @Override
    public Look look(Probe probe) throws Exception {
      looked.countDown();
      return inner.look(probe);
    }

    @Override
    public String describe() {
      return inner.describe();
    }

    @Override
    public Characteristics characteristics() {
      return inner.characteristics();
    }
  }

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);
  private final CountDownLatch looked = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void nothing_is_left_and_no_thread_goes_on() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
    await()
        .pollInterval(Duration.ofMillis(2)) // it is after each of many tests
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(name -> name.contains(containers.sessionId())));
  }

  private void blockForEver() throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static ExecResult nothing() {
    return new ExecResult(1, new byte[0], new byte[0]);
  }

  private ExecResult hang() {
    try {
      blockForEver();
      throw new AssertionError();
    } catch (InterruptedException e) {
      throw new EngineException(0, "Interrupted while a command ran.", e);
    }
  }

  static Stream<Arguments> questions() {
    return Stream.<Readiness>of(
            log("ready"),
            ports().failWhenLog("FATAL"),
            http("/").port(80),
            https("/").port(80),
            tls(80),
            udp(53, (byte) 1),
            file("/done"),
            exec("hangs"),
            ReadyWhen.usual(),
            exit(0),
            anyOf(log("ready"), exit(0)),
            allOf(exit(0), log("ready")),
            check("never", probe -> Look.notYet("no")),
            http("/").port(80).inARow(2))
        .map(readiness -> Arguments.of(readiness.describe(), readiness));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void a_container_that_dies_while_it_is_looked_at_fails_its_start_with_its_log(
      String description, Readiness readiness) throws Exception {
    Gate crash = new Gate();
    boolean health = description.contains("HEALTHCHECK");
    program(health ? new Program().healthcheck() : new Program())
        .after(crash)
        .logsError("last words")
        .exits(139);

    CompletableFuture<ContainerStartException> start =
        failure(spec().readyWhen(new Observed(readiness, looked)));
    looked.await();
    crash.open();

    assertThat(start.get()).hasMessageContainingAll("exit code 139", "last words");
  }

  @RepeatedTest(50)
  void a_wanted_line_that_was_printed_counts_although_the_process_has_ended() {
    program(new Program()).logs("up").exits(0);

    try (RunningContainer app = containers.start(spec().readyWhen(log("up")))) {
      assertThat(app.isRunning()).isFalse();
      assertThat(app.logs()).isEqualTo("up\n");
    }
    try (RunningContainer app =
        containers.start(spec().readyWhen(anyOf(log("up").failWhenLog("FATAL"), ports())))) {
      assertThat(app.isRunning()).isFalse();
    }
  }

  @Test
  void a_line_is_not_enough_where_more_is_wanted_than_lines() throws Exception {
    program(new Program()).logs("up").exits(0);

    assertThat(failure(spec().readyWhen(allOf(log("up"), ports()))).get())
        .hasMessageContaining("it ended with exit code 0 before it was ready");
    assertThat(failure(spec().readyWhen(allOf(log("up"), ReadyWhen.running()))).get())
        .hasMessageContaining("it ended with exit code 0 before it was ready");
    assertThat(failure(spec().readyWhen(log("up").times(2))).get())
        .hasMessageContaining("it ended with exit code 0 before it was ready");
  }

  @Test
  void a_healthcheck_is_run_where_the_engine_has_no_timers_for_it() {
    program(new Program().healthWhenAsked(() -> Health.HEALTHY));

    try (RunningContainer container = containers.start(spec().readyWhen(ReadyWhen.healthy()))) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  @Test
  void a_healthcheck_is_not_run_twice_within_its_interval() {
    AtomicInteger runs = new AtomicInteger();
    program(
        new Program()
            .healthWhenAsked(
                () -> {
                  runs.incrementAndGet();
                  return Health.STARTING;
                }));

    ContainerSpec spec = spec().readyWhen(ReadyWhen.healthy()).startTimeout(Duration.ofSeconds(1));
    assertThat(catchThrowableOfType(ContainerStartException.class, () -> containers.start(spec)))
        .hasMessageContaining("the HEALTHCHECK has not succeeded yet");
    assertThat(runs).hasValue(1);
  }

  private Program program(Program program) {
    return engine
        .image("app:1", program)
        .listens(80)
        .exec((run, command) -> command.command().contains("hangs") ? hang() : nothing());
  }

  private static ContainerSpec spec() {
    return ContainerSpec.of("app:1")
        .expose(80)
        .expose(Port.udp(53))
        .startTimeout(Duration.ofHours(1));
  }

  private CompletableFuture<ContainerStartException> failure(ContainerSpec spec) {
    return CompletableFuture.supplyAsync(
        () ->
            catchThrowableOfType(
                ContainerStartException.class,
                () ->
                    containers.orchestrator().start(new StartRequest(spec, "app", "field T.app"))));
  }

  @Test
  void a_death_is_noticed_while_a_look_blocks_and_the_look_is_interrupted() throws Exception {
    Gate crash = new Gate();
    engine.image("app:1").after(crash).exits(3);
    Supplier<Readiness> blocking =
        () ->
            check(
                "it blocks",
                probe -> {
                  looked.countDown();
                  blockForEver();
                  return Look.ready();
                });

    CompletableFuture<ContainerStartException> start = failure(spec().readyWhen(blocking.get()));
    looked.await();
    crash.open();

    assertThat(start.get()).hasMessageContaining("exit code 3");
    interrupted.await();
  }

  @Test
  void a_death_is_noticed_although_the_stream_of_events_broke() throws Exception {
    Gate crash = new Gate();
    engine.image("app:1").after(crash).exits(3);

    CompletableFuture<ContainerStartException> start =
        failure(spec().readyWhen(new Observed(file("/done"), looked)));
    looked.await();
    engine.breakStreams();
    crash.open();

    assertThat(start.get()).hasMessageContaining("exit code 3");
  }

  @Test
  void a_look_that_blocks_does_not_hold_up_the_deadline() throws Exception {
    program(new Program());
    ContainerSpec spec =
        spec().readyWhen(exec("hangs", "for ever")).startTimeout(Duration.ofMillis(50));

    assertThat(failure(spec).get())
        .hasMessageContainingAll("not ready after", "last answer: none", "hangs for ever");
    interrupted.await();
  }

  @Test
  void a_log_whose_stream_breaks_is_followed_again() throws Exception {
    Gate more = new Gate();
    engine.image("app:1").logs("one").after(more).logs("ready");

    CompletableFuture<Void> start =
        CompletableFuture.runAsync(
            () -> containers.start(spec().readyWhen(new Observed(log("ready"), looked))));
    looked.await();
    engine.breakStreams();
    more.open();

    start.get();
  }

  @Test
  void looks_in_a_row_begin_again_after_one_that_fails() {
    engine.image("app:1");
    AtomicInteger looks = new AtomicInteger();
    Readiness restarting =
        check(
            "it answers",
            probe -> looks.incrementAndGet() == 2 ? Look.notYet("restarting") : Look.ready());

    containers.start(spec().readyWhen(restarting.inARow(2)));

    assertThat(looks).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void a_line_that_must_not_come_ends_the_wait() throws Exception {
    engine.image("app:1").logsError("FATAL: no disk");

    assertThat(failure(spec().readyWhen(ports().failWhenLog("FATAL"))).get())
        .hasMessageContaining("it can't become ready: it logged \"FATAL: no disk\"");
  }

  @Test
  void a_file_that_the_container_writes_makes_it_ready() {
    engine.image("app:1").does(run -> run.writeFile("/tmp/done", ""));

    containers.start(spec().readyWhen(file("/tmp/done")));
  }

  @Test
  void a_check_that_asks_a_port_that_is_not_exposed_ends_the_wait() throws Exception {
    engine.image("app:1");
    Readiness wrong =
        check("it answers", probe -> Look.notYet("no answer from " + probe.mappedPort(81)));

    assertThat(failure(spec().readyWhen(wrong)).get())
        .hasMessageContaining("it can't become ready: Port 81/tcp is not exposed");
  }

  @Test
  void a_check_that_fails_an_assertion_is_not_ready_yet() {
    engine.image("app:1");
    AtomicInteger rows = new AtomicInteger();
    Readiness loaded =
        check(
            "the data is loaded",
            probe -> {
              assertThat(rows.incrementAndGet()).isEqualTo(2);
              return Look.ready();
            });

    containers.start(spec().readyWhen(loaded));
  }

  @Test
  void a_container_that_has_ended_as_wanted_may_still_have_to_log() {
    engine.image("app:1").logs("migrated").exits(0);

    containers.start(spec().readyWhen(allOf(exit(0), log("migrated"))));
  }

  @RepeatedTest(10)
  void what_a_container_that_has_ended_seems_to_answer_does_not_count() throws Exception {
    engine.image("app:1").exits(3);

    assertThat(failure(spec().readyWhen(check("it answers", probe -> Look.ready()))).get())
        .hasMessageContaining("it ended with exit code 3 before it was ready");
  }

  @Test
  void a_thread_that_is_interrupted_while_it_waits_stays_interrupted() throws Exception {
    engine.image("app:1");
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    ContainerSpec never = spec().readyWhen(new Observed(log("never"), looked));
    Thread waiting =
        new Thread(
            () -> {
              assertThatExceptionOfType(ContainerStartException.class)
                  .isThrownBy(() -> containers.start(never))
                  .withMessageContaining("the waiting thread was interrupted");
              interrupted.complete(Thread.interrupted());
            });
    waiting.start();
    looked.await();

    waiting.interrupt();

    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void the_loop_rests_at_least_ten_milliseconds_after_a_look_without_news() throws Exception {
    engine.image("app:1");
    AtomicInteger looks = new AtomicInteger();
    Readiness never = check("never", probe -> seen(looks, Look.notYet("no")));

    failure(spec().readyWhen(never).startTimeout(Duration.ofMillis(500))).get();

    assertThat(looks).hasValueBetween(1, 55); // one that is quick comes to thousands
  }

  @Test
  void a_characteristic_of_no_look_in_a_row_is_no_reason_not_to_wait() throws Exception {
    engine.image("app:1");
    Readiness odd =
        new Readiness() {
          @Override
          public Look look(Probe probe) {
            return Look.never("it is broken");
          }

          @Override
          public String describe() {
            return "odd";
          }

          @Override
          public Characteristics characteristics() {
            return new Characteristics(
                java.util.Set.of(), java.util.Set.of(), false, false, false, false, false, 0);
          }
        };

    assertThat(failure(spec().readyWhen(odd)).get()).hasMessageContaining("it is broken");
  }

  private static Look seen(AtomicInteger looks, Look look) {
    looks.incrementAndGet();
    return look;
  }
}
