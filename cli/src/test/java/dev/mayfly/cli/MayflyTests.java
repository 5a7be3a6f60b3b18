package dev.mayfly.cli;

import static dev.mayfly.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a user types it. */
class MayflyTests {

  private static final ContainerSpec TALKATIVE =
      ContainerSpec.of("busybox:1.35")
          .command("sh", "-c", "echo one; echo two; exec sleep 60")
          .readyWhen(ReadyWhen.log("two"));

  private static final Pattern KEPT = Pattern.compile("\"mayfly-kept/built:([0-9a-f]{64})\"");

  @ParameterizedTest
  @CsvSource({
    "'', Which command?",
    "xyz, Unmatched argument",
    "logs, Missing required parameter: 'CONTAINER'",
    "stop, 'Missing required parameter: ''NAME'', or --idle'",
    "explain nosuch, No setting has nosuch in its name.",
    "logs --tail=-1 x, --tail must not be negative",
  })
  void a_line_that_can_not_be_understood_is_told_with_its_usage(String line, String words) {
    Result result = line.isEmpty() ? run() : run(line.split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(words, "Usage: mayfly");
  }

  @Test
  void an_engine_that_does_not_answer_is_told_as_tests_tell_it() {
    Result result = run("ps", "--engine", "tcp://127.0.0.1:1");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("tcp://127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  void the_doctor_has_the_same_words_and_a_code_that_scripts_can_use() {
    Result result = run("doctor", "--engine", "tcp://127.0.0.1:1");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("BAD  engine", "tcp://127.0.0.1:1");
    assertThat(run("doctor", "--json", "--engine", "tcp://127.0.0.1:1").out())
        .contains("\"verdict\" : \"BAD\"");
  }

  @Test
  void an_engine_is_named_as_settings_name_it_and_no_other_is_asked() {
    System.setProperty("mayfly.engine.gone", "tcp://127.0.0.1:1");
    System.setProperty("mayfly.engine.other", "tcp://127.0.0.1:2");
    try {
      Result result = run("doctor", "-e", "gone");

      assertThat(result.out())
          .contains("BAD  engine", "setting mayfly.engine.gone", "tcp://127.0.0.1:1")
          .doesNotContain("127.0.0.1:2");
      assertThat(run("ps", "-e", "gone").err()).contains("setting mayfly.engine.gone");
    } finally {
      System.clearProperty("mayfly.engine.gone");
      System.clearProperty("mayfly.engine.other");
    }
  }

  @Test
  void a_setting_is_explained_with_where_it_was_set() {
    assertThat(run("explain", "build.linger").out())
        .contains("mayfly.build.linger = 10s  (default)", "how long a build's containers live on");
    assertThat(run("explain").out()).contains("SETTING", "mayfly.start.timeout");
  }

  @Test
  void the_newest_report_is_found(@TempDir Path folder) throws IOException {
    assertThat(run("report", folder.toString()).err()).contains("There is no report below");
    Path reports = Files.createDirectories(folder.resolve("module/target/mayfly"));
    Path report = Files.writeString(reports.resolve("index.html"), "");
    Files.createDirectory(reports.resolve(".runs"));
    Files.writeString(folder.resolve("index.html"), "of something else");

    Result result = run("report", folder.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out().strip()).isEqualTo(report.toUri().toString());
  }

  @Test
  void a_name_that_means_several_things_is_refused() {
    EngineResource one = container("c1", "mayfly-0a-db");
    EngineResource two = container("c2", "mayfly-0b-db");
    List<KnownSession> sessions = List.of(session("0a", one), session("0b", two));

    assertThat(Chosen.by("db", sessions).notOne("db"))
        .isEqualTo("\"db\" may be any of mayfly-0a-db, mayfly-0b-db.");
    assertThat(Chosen.by("0", sessions).isOne()).isFalse();
    assertThat(Chosen.by("0a", sessions))
        .isEqualTo(new Chosen(List.of(), List.of(sessions.get(0))));
    assertThat(Chosen.by("c2", sessions).containers()).containsExactly(two);
    assertThat(Chosen.by("", sessions).isOne()).isFalse();
  }

  @Test
  void one_that_is_not_the_first_of_its_name_is_found_by_it() {
    EngineResource second = container("c1", "mayfly-0a-box-2");
    List<KnownSession> sessions = List.of(session("0a", second));

    assertThat(Chosen.by("box", sessions).containers()).containsExactly(second);
    assertThat(Chosen.by("box-2", sessions).containers()).containsExactly(second);
  }

  @Test
  void ports_that_end_with_the_command_are_told_without_an_address() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("web:1").listens(80);
    try (Containers containers =
        Containers.on(
            engine,
            Settings.of(Map.of("mayfly.reaper.enabled", "false", "mayfly.report", "off")))) {
      RunningContainer web = containers.start(ContainerSpec.of("web:1").expose(80));
      EngineResource resource = container(web.id(), "mayfly-0a-web");

      assertThat(line(engine, resource).columns())
          .last()
          .isEqualTo("127.0.0.1:" + web.port(80) + "->80/tcp");
      engine.forwardsPorts();

      assertThat(line(engine, resource).columns()).last().isEqualTo("80/tcp");
      assertThat(line(engine, resource).host()).isEmpty();
      assertThat(line(engine, resource).ports()).containsExactly(Map.entry("80/tcp", 80));
    }
  }

  private static PsCommand.Line line(InMemoryEngine engine, EngineResource resource) {
    return PsCommand.line(engine, "", session("0a", resource), resource, Instant.now())
        .orElseThrow();
  }

  private static EngineResource container(String id, String name) {
    return new EngineResource(Kind.CONTAINER, id, name, Map.of(), null);
  }

  private static KnownSession session(String id, EngineResource container) {
    return new KnownSession(id, KnownSession.Life.LIVE, "somebody", null, List.of(container));
  }

  @ParameterizedTest
  @CsvSource({"5, 5s", "120, 2m", "7200, 2h", "172800, 2d", "-3, 0s"})
  void ages_have_one_unit(long seconds, String words) {
    Instant now = Instant.now();

    assertThat(Age.of(now.minusSeconds(seconds), now)).isEqualTo(words);
    assertThat(Age.of(null, now)).isEqualTo("?");
  }

  @Nested
  @Tag("docker")
  class OnDocker {

    @Test
    void a_named_engine_has_the_host_that_is_set_for_it() {
      System.setProperty("mayfly.engine.box", "context:default");
      System.setProperty("mayfly.host.box", "127.0.0.9");
      System.setProperty("mayfly.host", "127.0.0.8");
      try {
        assertThat(run("doctor", "-e", "box").out()).contains("reached at 127.0.0.9 (mayfly.host)");
      } finally {
        System.clearProperty("mayfly.engine.box");
        System.clearProperty("mayfly.host.box");
        System.clearProperty("mayfly.host");
      }
    }

    @Test
    void all_is_well_here() {
      Result result = run("doctor");

      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("ok   engine", "ok   reaper", "ok   contexts", "ok   ports", " registry");
      assertThat(run("doctor", "--json").out())
          .containsPattern("\"imagesBytes\" : [0-9]+")
          .containsPattern("\"freeBytes\" : [0-9]+")
          .containsPattern("\"differenceSeconds\" : [0-9]+");
    }

    @Test
    void a_container_is_listed_its_log_shown_and_stopped() {
      try (Containers session = Containers.open()) {
        RunningContainer container = session.start(TALKATIVE);
        String name = container.name();

        assertThat(run("ps").out().lines())
            .anySatisfy(
                line -> assertThat(line).contains(session.sessionId(), "live", name, "running"));
        assertThat(run("ps", "--json").out())
            .contains("\"container\" : \"" + name + "\"")
            .containsPattern("\"created\" : \"[0-9]{4}-[0-9]{2}-[0-9]{2}T");
        assertThat(run("logs", name).out().lines()).containsExactly("one", "two");
        assertThat(run("logs", "-n", "1", name).out().lines()).containsExactly("two");

        assertThat(run("stop", name).out()).isEqualTo("removed " + name + System.lineSeparator());
        assertThat(run("ps").out()).doesNotContain(name);
        assertThat(run("stop", name).code()).isEqualTo(2);
      }
    }

    @Test
    void what_waits_for_a_next_run_is_idle_and_can_be_ended(@TempDir Path folder) {
      Settings reused =
          Settings.of(
              Map.of(
                  "mayfly.reuse", "always",
                  "mayfly.build.dir", folder.toString(),
                  "mayfly.report", "off"));
      String name;
      try (Containers run = Containers.open(reused)) {
        name = run.lease("waiting", GenericContainer.of(TALKATIVE)).running().name();
      }

      String line = run("ps").out().lines().filter(row -> row.contains(name)).toList().get(0);
      assertThat(line).contains(" idle 23h ", " running ");
      String session = line.split(" ")[0];
      assertThat(run("stop", session).out()).contains("things of session " + session);
      assertThat(run("ps", "-a").out()).doesNotContain(session);
    }

    @Test
    void following_a_log_ends_with_its_container() throws Exception {
      try (Containers session = Containers.open()) {
        RunningContainer container = session.start(TALKATIVE);
        CompletableFuture<Result> following =
            CompletableFuture.supplyAsync(() -> run("logs", "-f", container.name()));
        container.exec("sh", "-c", "echo three >/proc/1/fd/1");
        container.stop(Duration.ofSeconds(1));

        assertThat(following.get().out()).contains("one", "two", "three");
      }
    }

    @Test
    void a_kept_image_is_listed_and_removed() {
      String label = String.valueOf(System.nanoTime());
      ImageBuild build =
          ImageBuild.of(Dockerfile.from("busybox:1.35").cmd("sleep", "60"))
              .label("once", label)
              .kept();
      try (Containers session = Containers.open()) {
        session.start(ContainerSpec.of(build).readyWhen(ReadyWhen.running()));
      }

      Matcher newest = KEPT.matcher(run("kept", "--json").out());
      assertThat(newest.find()).isTrue();
      String digits = newest.group(1);
      assertThat(run("kept").out()).contains("BUILT FROM", digits.substring(0, 12), "MiB");
      assertThat(run("kept", digits, "--remove").out()).contains("removed ", build.describe());
      assertThat(run("kept", "--json").out()).doesNotContain(digits);
      assertThat(run("kept", digits, "--remove").out()).contains("There is nothing to remove.");
    }

    @Test
    void a_snapshot_is_listed_and_removed(@TempDir Path folder) {
      String version = "of " + folder.getFileName();
      ContainerSpec kept =
          ContainerSpec.of("busybox:1.35")
              .command("sh", "-c", "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done")
              .readyWhen(ReadyWhen.log("up"))
              .snapshot(SnapshotSpec.of().version(version));
      String place = "kept-" + folder.getFileName().toString().replaceAll("[^0-9a-z]", "");
      System.setProperty("mayfly.build.dir", folder.toString());
      try {
        try (Containers session = Containers.open()) {
          session.start(place, GenericContainer.of("busybox:1.35").customize(spec -> kept));
        }

        String line =
            run("snapshots")
                .out()
                .lines()
                .filter(one -> one.contains(place))
                .findFirst()
                .orElse("");
        assertThat(line).contains("busybox:1.35", " MB");
        String key = line.substring(0, line.indexOf(' '));
        assertThat(run("snapshots", "--json").out()).contains("\"declared\" : \"" + place + "\"");

        assertThat(run("snapshots", "--remove", key).out()).contains("removed " + key);
        assertThat(run("snapshots").out()).doesNotContain(place);
        assertThat(run("snapshots", "--remove", key).code()).isEqualTo(2);
      } finally {
        System.clearProperty("mayfly.build.dir");
      }
    }

    @Test
    void a_session_that_lives_is_not_pruned() {
      try (Containers session = Containers.open()) {
        RunningContainer container = session.start(TALKATIVE);

        assertThat(run("prune").code()).isZero();
        assertThat(run("ps").out()).contains(container.name());
        assertThat(run("stop", session.sessionId()).out()).contains(session.sessionId());
        assertThat(run("ps").out()).doesNotContain(container.name());
      }
    }
  }
}
