package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Moment;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import dev.mayfly.engine.ProgramRun;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers start in the state that those of an earlier run had when they were ready. */
class SnapshotTests {

  private static final ContainerSpec DB =
      ContainerSpec.of("db:1").snapshot().readyWhen(ReadyWhen.log("up"));

  @TempDir Path folder;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<ContainerRequest> created = new CopyOnWriteArrayList<>();
  private final Program program = engine.image("db:1").does(this::fill).logs("up");

  private void fill(ProgramRun run) {
    created.add(run.request());
    boolean isFilled = run.readFile("/data") != null;
    run.log(isFilled ? "as it was" : "filling");
    run.writeFile("/data", "rows");
  }

  private Containers run(String... more) {
    List<String> settings = new ArrayList<>(List.of("mayfly.build.dir", folder.toString()));
    settings.addAll(List.of(more));
    return QuietSession.on(engine, settings.toArray(String[]::new));
  }

  /** A run with one container; returns what it has logged. */
  private String logOf(ContainerSpec spec, String... settings) {
    try (Containers containers = run(settings)) {
      return containers.start(spec).logs();
    }
  }

  private List<EngineResource> snapshots() {
    return new SnapshotStore(engine).all();
  }

  private List<EngineResource> leftovers() {
    List<EngineResource> left = new ArrayList<>(engine.leftovers());
    left.removeIf(one -> snapshots().contains(one));
    return left;
  }

  @Test
  void the_second_run_starts_with_what_the_first_was_filled_with() {
    assertThat(logOf(DB)).contains("filling");

    assertThat(logOf(DB)).contains("as it was").doesNotContain("filling");
    assertThat(snapshots()).hasSize(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void what_tests_have_written_is_not_in_it() {
    try (Containers first = run()) {
      first.start(DB).copyIn(CopiedFile.of(FileSource.text("of a test"), "/written"));
    }

    try (Containers second = run()) {
      RunningContainer db = second.start(DB);

      assertThat(db.readFile("/data")).asString().isEqualTo("rows");
      assertThatThrownBy(() -> db.readFile("/written")).hasMessageContaining("/written");
    }
  }

  @Test
  void it_is_of_no_session_and_says_of_what_it_is() {
    logOf(DB);

    assertThat(snapshots())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.labels())
                    .containsEntry(Session.SESSION_LABEL, "")
                    .containsEntry(Session.OWNER_LABEL, "")
                    .containsEntry(Session.PLACE_LABEL, "container")
                    .containsEntry(SnapshotStore.IMAGE_LABEL, "db:1"));
    assertThat(Sweep.bySession(engine)).isEmpty();
  }

  @Test
  void a_container_of_it_is_its_sessions() {
    logOf(DB);

    try (Containers second = run()) {
      String id = second.start(DB).id();

      assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, second.sessionId()))
          .extracting(EngineResource::id)
          .containsExactly(id);
      assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).get(0).labels())
          .containsEntry(SnapshotStore.KEY_LABEL, "");
    }
  }

  @Test
  void other_inputs_are_another_snapshot() {
    ContainerSpec scripted = DB.copy(FileSource.text("create table a;"), "/init/1.sql");
    logOf(scripted);

    assertThat(logOf(scripted)).contains("as it was");
    assertThat(logOf(DB.copy(FileSource.text("create table b;"), "/init/1.sql")))
        .contains("filling");
    assertThat(logOf(DB.env("A", "1"))).contains("filling");
    assertThat(logOf(DB.snapshot(SnapshotSpec.of().version("2")))).contains("filling");
    assertThat(logOf(DB.snapshot(SnapshotSpec.of().inputs(FileSource.text("a")))))
        .contains("filling");
    assertThat(logOf(DB.snapshot(SnapshotSpec.of().inputs(FileSource.text("b")))))
        .contains("filling");
  }

  @Test
  void another_image_of_the_same_name_has_none() {
    logOf(DB);
    engine.remove(Kind.IMAGE, engine.findImage(ImageName.parse("db:1")).orElseThrow().id());
    engine.image("db:1").does(this::fill).logs("up");

    assertThat(logOf(DB)).contains("filling");
  }

  @Test
  void an_image_of_its_name_without_its_labels_is_not_used() {
    logOf(DB);
    EngineResource made = snapshots().get(0);
    ImageName name = ImageName.parse(made.name());
    for (String label : List.of(SnapshotStore.KEY_LABEL, SnapshotStore.PARENT_LABEL)) {
      Map<String, String> labels = new HashMap<>(made.labels());
      labels.put(label, "another");
      try (Containers forger = run("mayfly.snapshots", "use")) {
        engine.commit(forger.start(DB.image(ImageName.parse("db:1"))).id(), name, labels);
      }

      assertThat(logOf(DB, "mayfly.snapshots", "use")).contains("filling");
    }
  }

  @Test
  void one_that_has_to_be_killed_is_not_kept() {
    program.ignoresStop();

    assertThat(logOf(DB)).contains("filling");

    assertThat(snapshots()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_snapshot_that_nothing_starts_from_is_replaced_and_the_test_has_its_container() {
    logOf(DB);
    String before = snapshots().get(0).id();
    AtomicInteger broken = new AtomicInteger();
    program.refusesToStart(
        request ->
            request.image().equals(before) && broken.incrementAndGet() == 1 ? "no good" : "");

    assertThat(logOf(DB)).contains("filling");

    assertThat(broken).hasValue(1);
    assertThat(snapshots())
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isNotEqualTo(before));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void settings_say_whether_they_are_made_and_used() {
    assertThat(logOf(DB, "mayfly.snapshots", "use")).contains("filling");
    assertThat(snapshots()).isEmpty();
    logOf(DB);

    assertThat(logOf(DB, "mayfly.snapshots", "use")).contains("as it was");
    assertThat(logOf(DB, "mayfly.snapshots", "off")).contains("filling");
  }

  @Test
  void what_prepares_it_runs_once_and_hooks_each_time() {
    AtomicInteger prepared = new AtomicInteger();
    AtomicInteger hooked = new AtomicInteger();
    ContainerSpec migrated =
        DB.snapshot(
                SnapshotSpec.of().version("1"),
                occasion -> {
                  prepared.incrementAndGet();
                  occasion.container().copyIn(CopiedFile.of(FileSource.text("V1"), "/migrated"));
                })
            .when(Moment.READY, occasion -> hooked.incrementAndGet());
    try (Containers first = run()) {
      assertThat(first.start(migrated).readFile("/migrated")).asString().isEqualTo("V1");
    }
    assertThat(prepared).as("in the test's container, and in the snapshot's").hasValue(2);

    try (Containers second = run()) {
      RunningContainer db = second.start(migrated);
      db.restart(Duration.ofSeconds(1));

      assertThat(db.readFile("/migrated")).asString().isEqualTo("V1");
    }
    assertThat(prepared).hasValue(2);
    assertThat(hooked).as("in each of the tests', and at the restart").hasValue(3);
  }

  @Test
  void the_container_for_it_is_found_by_nobody_and_has_the_same_host_name() {
    try (Containers containers = run()) {
      containers.start(
          "db",
          dev.mayfly.GenericContainer.of("db:1")
              .customize(spec -> DB.network(NetworkSpec.of("n"), "orders").name("chosen")));
    }

    assertThat(created).hasSize(2);
    assertThat(created.get(1).name()).isNotEqualTo("chosen");
    assertThat(created.get(1).networks())
        .allSatisfy(joined -> assertThat(joined.aliases()).isEmpty());
    assertThat(created.get(1).process().hostname()).isEqualTo("db");
  }

  @Test
  void who_comes_second_does_without() {
    SnapshotRecords records = new SnapshotRecords(folder, () -> "engine");
    AtomicInteger made = new AtomicInteger();

    boolean first =
        records.alone(
            "key", () -> assertThat(records.alone("key", made::incrementAndGet)).isFalse());

    assertThat(first).isTrue();
    assertThat(made).hasValue(0);
    assertThat(records.alone("key", made::incrementAndGet)).isTrue();
  }

  @Test
  void more_than_settings_allow_are_removed_those_of_use_last_stay() {
    logOf(DB.env("NUMBER", "1"));
    logOf(DB.env("NUMBER", "2"), "mayfly.snapshots.most", "2");
    logOf(DB.env("NUMBER", "1"));

    logOf(DB.env("NUMBER", "3"), "mayfly.snapshots.most", "2");

    assertThat(snapshots()).hasSize(2);
    assertThat(logOf(DB.env("NUMBER", "3"), "mayfly.snapshots", "use")).contains("as it was");
    assertThat(logOf(DB.env("NUMBER", "2"), "mayfly.snapshots", "use")).contains("filling");
  }

  @Test
  void what_they_take_is_bounded_but_for_the_newest() {
    logOf(DB.env("NUMBER", "1"), "mayfly.snapshots.gigabytes", "0.0001");
    assertThat(snapshots()).hasSize(1);

    logOf(DB.env("NUMBER", "2"), "mayfly.snapshots.gigabytes", "0.0001");

    assertThat(snapshots()).hasSize(1);
  }

  @Test
  void what_it_would_not_hold_is_refused() {
    try (Containers containers = run()) {
      assertThatThrownBy(() -> containers.start(DB.mount(Mount.volume("v", "/v"))))
          .hasMessageContainingAll("can't be kept as a snapshot", "/v", "copy(…)");
      assertThatThrownBy(() -> containers.start(DB.mount(Mount.bind(folder, "/b"))))
          .hasMessageContainingAll("can't be kept as a snapshot", "/b");
      assertThatThrownBy(() -> containers.start(DB.image(ImageBuild.of(folder))))
          .hasMessageContaining("Dockerfile");
    }
  }

  @Test
  void code_that_nobody_can_compare_needs_a_version() {
    ContainerSpec lambda = DB.readyWhen(ReadyWhen.check("mine", probe -> Look.ready()));
    try (Containers containers = run()) {
      assertThatThrownBy(() -> containers.start(lambda))
          .hasMessageContainingAll("can't be kept as a snapshot", "lambda", "version");
      assertThat(containers.start(lambda.snapshot(SnapshotSpec.of().version("1"))).isRunning())
          .isTrue();
    }
    assertThatThrownBy(() -> DB.snapshot(SnapshotSpec.of(), occasion -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("inputs(", "version(");
  }
}
