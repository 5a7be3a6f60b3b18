package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which built images stay for the next run, and when that one takes them. */
class KeptImagesTests {

  @TempDir private Path work;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<Containers> open = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void write_a_context() throws IOException {
    engine.image("app:1");
    folder = Files.createDirectory(work.resolve("context"));
    Files.writeString(folder.resolve("Dockerfile"), "FROM app:1\nCOPY data /data\n");
    Files.writeString(folder.resolve("data"), "1");
  }

  @AfterEach
  void close() {
    open.forEach(Containers::close);
  }

  private Containers session(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("mayfly.build.dir", work.resolve("builds").toString()));
    Containers session = QuietSession.on(engine, all.toArray(String[]::new));
    open.add(session);
    return session;
  }

  /** In a session that is over then. */
  private void start(ImageBuild build) {
    try (Containers session = session()) {
      session.start(ContainerSpec.of(build).readyWhen(running()));
    }
  }

  private ImageBuild build() {
    return ImageBuild.of(folder).kept();
  }

  private List<String> built() {
    return engine.calls().stream().filter(call -> call.startsWith("build ")).toList();
  }

  private KeptImages kept(String... settings) {
    Map<String, String> all = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    Map<String, String> more = new HashMap<>(all);
    more.put("mayfly.build.dir", work.resolve("builds").toString());
    return KeptImages.on(engine, Settings.of(more));
  }

  @Test
  void an_unchanged_context_builds_nothing() throws IOException {
    start(build());
    Files.setLastModifiedTime(folder.resolve("data"), FileTime.from(Instant.EPOCH));

    start(build());

    assertThat(built()).singleElement().asString().startsWith("build mayfly-kept/built:");
  }

  @Test
  void it_stays_when_its_session_is_over_and_others_go() {
    Containers session = session();
    session.start(ContainerSpec.of(build()).readyWhen(running()));
    session.start(ContainerSpec.of(ImageBuild.of(folder)).readyWhen(running()));

    session.close();

    assertThat(engine.leftovers())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.name()).startsWith("mayfly-kept/built:");
              assertThat(left.labels())
                  .containsEntry("dev.mayfly.built.from", build().describe())
                  .doesNotContainKeys(Session.SESSION_LABEL, Session.OWNER_LABEL);
            });
  }

  @Test
  void a_setting_keeps_all_that_are_built() {
    ContainerSpec spec = ContainerSpec.of(ImageBuild.of(folder)).readyWhen(running());

    session("mayfly.images.kept", "true").start(spec);
    session("mayfly.images.kept", "true").start(spec);

    assertThat(built()).hasSize(1);
  }

  @Test
  void a_container_has_none_of_its_labels() {
    RunningContainer container = session().start(ContainerSpec.of(build()).readyWhen(running()));

    EngineResource created =
        engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).stream()
            .filter(one -> one.id().equals(container.id()))
            .findFirst()
            .orElseThrow();
    assertThat(created.labels().get(KeptImages.BUILT_LABEL)).isEmpty();
  }

  @Test
  void an_engine_is_told_of_each_build_what_enters_it_as_it_is_then() throws IOException {
    start(build());
    String kept = engine.lastBuild().key().get();
    start(ImageBuild.of(folder));
    String same = engine.lastBuild().key().get();
    Files.writeString(folder.resolve("data"), "2");

    assertThat(built().get(0)).endsWith(":" + kept);
    assertThat(same).isEqualTo(kept);
    assertThat(engine.lastBuild().key().get()).isNotEqualTo(kept);
  }

  @Test
  void each_thing_that_enters_makes_another_image() throws IOException {
    Path data = folder.resolve("data");
    start(build());
    Files.writeString(data, "2");
    start(build());
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    start(build());
    Files.createDirectory(folder.resolve("empty"));
    start(build());
    Files.createSymbolicLink(folder.resolve("link"), Path.of("data"));
    start(build());
    Files.delete(folder.resolve("link"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("Dockerfile"));
    start(build());
    Files.writeString(folder.resolve("Dockerfile"), "FROM app:1\nCOPY data /other\n");
    start(build());
    start(build().argument("A", "1"));
    start(build().target("last"));
    start(build().platform("linux/amd64"));
    start(build().label("a", "1"));
    start(build().file(FileSource.text("3"), "data"));
    start(build().dockerfile(Dockerfile.of("FROM app:1\nEXPOSE 80\n")));

    assertThat(built()).doesNotHaveDuplicates().hasSize(13);
  }

  @Test
  void secrets_caches_and_the_place_make_no_other() throws IOException {
    start(build());
    Path moved = work.resolve("moved");
    Files.move(folder, moved);

    start(ImageBuild.of(moved).kept().secret("token", "tell-nobody").cacheFrom("app:1"));

    assertThat(built()).hasSize(1);
  }

  @Test
  void a_base_that_has_moved_makes_another() {
    engine.registry("app:2");
    ImageBuild build = ImageBuild.of(Dockerfile.of("FROM app:2\n")).kept();
    start(build);
    engine.moveInRegistry("app:2");
    engine.pullImage(ImageName.parse("app:2"), null, line -> {});

    start(build);

    assertThat(built()).hasSize(2);
  }

  @Test
  void what_has_the_name_and_was_not_built_for_it_is_not_trusted() throws IOException {
    start(build());
    String name = built().get(0).substring("build ".length());
    engine.remove(Kind.IMAGE, name);
    Path other = Files.createDirectory(work.resolve("other"));
    Files.writeString(other.resolve("Dockerfile"), "FROM app:1\n");
    engine.buildImage(
        BuildRequest.of(ImageBuild.of(other), ImageName.parse(name), Map.of()), line -> {});

    start(build());

    assertThat(built()).hasSize(3);
    assertThat(engine.findImage(ImageName.parse(name)).orElseThrow().labels())
        .containsEntry(KeptImages.BUILT_LABEL, name.substring(name.indexOf(':') + 1));
  }

  @Test
  void two_sessions_that_ask_at_once_build_one() throws Exception {
    Gate building = engine.blockNext("buildImage");
    CompletableFuture<?> one = CompletableFuture.runAsync(() -> start(build()));
    building.awaitArrival();
    CompletableFuture<?> other = CompletableFuture.runAsync(() -> start(build()));

    building.open();
    CompletableFuture.allOf(one, other).join();

    assertThat(built()).hasSize(1);
  }

  @Test
  void what_changed_while_it_was_built_goes_with_its_session() throws Exception {
    Gate building = engine.blockNext("buildImage");
    Containers session = session();
    CompletableFuture<?> started =
        CompletableFuture.supplyAsync(
            () -> session.start(ContainerSpec.of(build()).readyWhen(running())));
    building.awaitArrival();
    Files.writeString(folder.resolve("data"), "changed");
    building.open();
    started.join();

    session.close();

    assertThat(kept().list()).isEmpty();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void those_go_that_were_not_used_for_the_longest_time() throws IOException {
    start(build().label("n", "1"));
    start(build().label("n", "2"));
    usedBefore(Duration.ofHours(2));
    start(build().label("n", "1"));
    KeptImages images = kept("mayfly.images.kept.most", "1");
    assertThat(images.list()).hasSize(2);

    images.keepWithinBounds(Instant.now());

    assertThat(images.list()).hasSize(1);
    start(build().label("n", "1"));
    assertThat(built()).hasSize(2);
  }

  /** All that was used so far. */
  private void usedBefore(Duration age) throws IOException {
    Instant then = Instant.now().minus(age);
    for (Path file : records()) {
      Files.writeString(file, then.toString());
      Files.setLastModifiedTime(file, FileTime.from(then));
    }
  }

  private List<Path> records() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("builds/kept-images"))) {
      return files.filter(one -> one.toString().endsWith(".last")).toList();
    }
  }

  @Test
  void a_use_is_written_down_also_on_a_machine_that_has_built_nothing() throws IOException {
    start(build());
    Files.move(work.resolve("builds/kept-images"), work.resolve("of-another-machine"));

    start(build());

    assertThat(built()).hasSize(1);
    assertThat(records()).hasSize(1);
  }

  @Test
  void uses_are_remembered_for_as_long_as_images_are_kept() throws IOException {
    start(build().label("n", "1"));
    usedBefore(Duration.ofDays(40));

    try (Containers session = session("mayfly.images.kept.for", "1200h")) {
      session.start(ContainerSpec.of(build().label("n", "2")).readyWhen(running()));
    }
    assertThat(records()).hasSize(2);
    assertThat(kept("mayfly.images.kept.for", "1200h").list()).hasSize(2);

    start(build().label("n", "3"));
    assertThat(records()).as("those of the last 30 days").hasSize(2);
  }

  @Test
  void those_go_that_are_too_large_together_or_too_old() throws IOException {
    start(build().label("n", "1"));
    start(build().label("n", "2"));
    usedBefore(Duration.ofHours(2));

    kept("mayfly.images.kept.size", "0.0015").keepWithinBounds(Instant.now());
    assertThat(kept().list()).hasSize(1);
    kept("mayfly.images.kept.for", "3h").keepWithinBounds(Instant.now());
    assertThat(kept().list()).hasSize(1);
    kept("mayfly.images.kept.for", "1h").keepWithinBounds(Instant.now());
    assertThat(kept().list()).isEmpty();
  }

  @Test
  void what_was_used_a_moment_ago_stays_whatever_there_is() {
    start(build().label("n", "1"));
    start(build().label("n", "2"));

    kept("mayfly.images.kept.most", "1").keepWithinBounds(Instant.now());

    assertThat(kept().list())
        .hasSize(2)
        .allSatisfy(
            image -> {
              assertThat(image.source()).isEqualTo(build().describe());
              assertThat(image.bytes()).isPositive();
            });
  }

  @Test
  void one_is_removed_by_hand_and_built_again() {
    start(build());

    kept().list().forEach(kept()::remove);
    start(build());

    assertThat(built()).hasSize(2);
  }
}
