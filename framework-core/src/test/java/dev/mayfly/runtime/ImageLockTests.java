package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a build's lock file does to the images of a session. */
class ImageLockTests {

  private static final String MIRROR = "mayfly.images.mirror.docker.io";
  private static final String OTHER = "sha256:" + "e".repeat(64);

  @TempDir private Path folder;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<Containers> open = new ArrayList<>();
  private final String platform = Platform.of(System.getProperty("os.arch")).text();

  private Path file() {
    return folder.resolve("mayfly.lock");
  }

  private void locked(String image, String digest) throws IOException {
    String before = Files.exists(file()) ? Files.readString(file()) : "version 1\n";
    Files.writeString(file(), before + image + " " + platform + " " + digest + " " + digest + "\n");
  }

  private Containers session(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("mayfly.build.dir", folder.resolve("builds").toString()));
    all.addAll(List.of("mayfly.images.lock.file", file().toString()));
    Containers session = QuietSession.on(engine, all.toArray(String[]::new));
    open.add(session);
    return session;
  }

  @AfterEach
  void close() {
    open.forEach(Containers::close);
  }

  private static ContainerSpec spec(String image) {
    return ContainerSpec.of(image).readyWhen(running());
  }

  private String start(String image, String... settings) {
    return imageOf(session(settings), image);
  }

  /** The id of what a container is made of. */
  private String imageOf(Containers session, String image) {
    return engine.inspectContainer(session.start(spec(image)).id()).image();
  }

  private List<String> pulled() {
    return engine.calls().stream().filter(call -> call.startsWith("pull ")).toList();
  }

  @Test
  void what_is_locked_is_pulled_by_its_digest_though_its_tag_has_moved() throws IOException {
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    engine.moveInRegistry("redis:7");
    locked("redis:7", digest);

    assertThat(start("redis:7")).isEqualTo(digest);
    assertThat(pulled()).containsExactly("pull redis@" + digest);
  }

  @Test
  void what_is_there_by_its_digest_is_asked_of_no_registry_whatever_the_tag_is_now()
      throws IOException {
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    engine.pullImage(ImageName.parse("redis@" + digest), null, line -> {});
    engine.image("redis:7");
    locked("redis:7", digest);

    assertThat(start("redis:7", "mayfly.pull", "always")).isEqualTo(digest);
    assertThat(pulled()).hasSize(1);
  }

  @Test
  void what_is_there_under_its_tag_with_the_locked_digest_is_used() throws IOException {
    engine.registry("redis:7");
    engine.pullImage(ImageName.parse("redis:7"), null, line -> {});
    locked("redis:7", engine.digestInRegistry("redis:7"));

    assertThat(start("redis:7", "mayfly.pull", "never"))
        .isEqualTo(engine.digestInRegistry("redis:7"));
  }

  @Test
  void what_was_loaded_from_an_archive_is_known_by_its_id() throws IOException {
    engine.registry("redis:7");
    String id = engine.digestInRegistry("redis:7");
    engine.load("redis:7");
    Files.writeString(
        file(), "version 1\nredis:7 " + platform + " sha256:" + "d".repeat(64) + " " + id + "\n");

    assertThat(start("redis:7")).isEqualTo(id);
    assertThat(pulled()).isEmpty();
  }

  @Test
  void what_is_there_under_another_name_is_used_and_asked_of_no_mirror() throws IOException {
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    engine.pullImage(ImageName.parse("redis@" + digest), null, line -> {});
    locked("redis:7", digest);
    engine.registry("localhost/web:1");
    String id = engine.digestInRegistry("localhost/web:1");
    engine.load("localhost/web:1");
    Files.writeString(
        file(),
        Files.readString(file())
            + "web:1 %s sha256:%s %s\n".formatted(platform, "d".repeat(64), id));

    assertThat(start("redis:7", MIRROR, "registry.corp/hub")).isEqualTo(digest);
    assertThat(start("web:1", MIRROR, "registry.corp/hub")).isEqualTo(id);
    assertThat(pulled()).containsExactly("pull redis@" + digest);
  }

  @Test
  void another_image_of_that_name_is_not_run_where_nothing_may_be_pulled() throws IOException {
    engine.image("redis:7");
    locked("redis:7", OTHER);

    assertThatThrownBy(() -> start("redis:7", "mayfly.pull", "never"))
        .hasMessageContainingAll(
            "Image redis@" + OTHER + ", which stands for redis:7 by " + file() + ",",
            "is not on the engine, and mayfly.pull is \"never\".",
            "locked: redis:7 for " + platform + " to " + OTHER + ", in " + file(),
            "here:   redis:7 is another image, docker.io/library/redis@sha256:",
            "or:     mayfly lock --update redis:7, which locks what its registry has now;"
                + " or delete its line, if it was built here");
  }

  @Test
  void a_digest_that_no_registry_has_is_told_with_the_file() throws IOException {
    engine.registry("redis:7");
    locked("redis:7", OTHER);

    assertThatThrownBy(() -> start("redis:7"))
        .hasMessageContainingAll(
            "is not on the engine and can't be pulled.",
            "manifest unknown",
            "locked: redis:7 for " + platform + " to " + OTHER + ", in " + file(),
            "here:   nothing is called redis:7");
    assertThat(pulled()).containsExactly("pull redis@" + OTHER);
  }

  @Test
  void a_mirror_is_asked_for_the_digest_of_the_name_that_tests_have() throws IOException {
    engine.registry("registry.corp/hub/library/redis:7");
    String digest = engine.digestInRegistry("registry.corp/hub/library/redis:7");
    locked("redis:7", digest);

    assertThat(start("redis:7", MIRROR, "registry.corp/hub")).isEqualTo(digest);
    assertThat(pulled()).containsExactly("pull registry.corp/hub/library/redis@" + digest);
  }

  @Test
  void an_image_that_the_mirror_lacks_is_not_replaced_by_another_that_is_here() throws IOException {
    engine.image("redis:7");
    locked("redis:7", OTHER);
    engine.failNext("pullImage", new EngineException(404, "manifest unknown"));

    assertThatThrownBy(() -> start("redis:7", MIRROR, "registry.corp/hub"))
        .hasMessageContaining(
            "which stands for redis:7 by " + MIRROR + " and " + file() + ", is not on the engine");
  }

  @Test
  void the_base_of_a_build_is_locked_too() throws IOException {
    engine.registry("app:1");
    String digest = engine.digestInRegistry("app:1");
    engine.moveInRegistry("app:1");
    locked("app:1", digest);
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM app:1\n");

    session().start(ContainerSpec.of(ImageBuild.of(context)).readyWhen(running()));

    assertThat(pulled()).containsExactly("pull app@" + digest);
  }

  @Test
  void names_with_digests_and_ids_need_no_line() throws IOException {
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    locked("redis:7", OTHER);

    assertThat(start("redis:7@" + digest, "mayfly.images.lock", "require")).isEqualTo(digest);
    assertThat(start(digest, "mayfly.images.lock", "require")).isEqualTo(digest);
  }

  @Test
  void lines_of_other_platforms_count_for_those_that_ask_for_them() throws IOException {
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    Files.writeString(
        file(),
        "version 1\nredis:7 linux/s390x %s %s\nredis:7 windows/amd64 %s %s\n"
            .formatted(digest, digest, OTHER, OTHER));

    session().start(spec("redis:7"));
    session().start(spec("redis:7").platform("linux/s390x"));

    assertThat(pulled()).startsWith("pull redis:7", "pull redis@" + digest);
  }

  @Test
  void an_engine_elsewhere_says_which_platform_it_has() throws IOException {
    engine.address("tcp://build-box:2375");
    engine.registry("redis:7");
    String digest = engine.digestInRegistry("redis:7");
    Files.writeString(file(), "version 1\nredis:7 linux/amd64 %s %s\n".formatted(digest, digest));

    start("redis:7");

    assertThat(pulled()).containsExactly("pull redis@" + digest);
  }

  @Test
  void an_image_without_a_line_is_used_unless_each_must_have_one() throws IOException {
    engine.registry("redis:7");
    engine.registry("postgres:15");
    locked("postgres:15", engine.digestInRegistry("postgres:15"));

    start("redis:7");

    assertThatThrownBy(() -> start("redis:7", "mayfly.images.lock", "require"))
        .hasMessageContainingAll(
            "Image redis:7 has no line for " + platform + " in " + file(),
            "mayfly.images.lock is \"require\"",
            "try:    mayfly lock redis:7");
    assertThatThrownBy(
            () ->
                session("mayfly.images.lock", "require")
                    .start(spec("redis:7").platform("linux/s390x")))
        .hasMessageContainingAll("for linux/s390x", "try:    a run with mayfly.images.lock=write");
    start("postgres:15", "mayfly.images.lock", "require");
  }

  @Test
  void a_file_that_is_not_there_is_missed_only_where_each_image_must_have_a_line() {
    engine.registry("redis:7");

    start("redis:7");

    assertThatThrownBy(() -> start("redis:7", "mayfly.images.lock", "require"))
        .hasMessageContaining("has no line for");
    assertThat(file()).doesNotExist();
  }

  @Test
  void what_was_made_on_the_engine_needs_no_line_and_gets_none() {
    engine.registry("app:1");
    engine.load("app:1");

    start("app:1", "mayfly.images.lock", "require");
    start("app:1", "mayfly.images.lock", "write");

    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"write, true", "require, true", "verify, false"})
  void who_wants_all_to_be_locked_is_told_of_what_can_not_be(String word, boolean isTold) {
    engine.registry("app:1");
    engine.load("app:1");
    ImageName name = ImageName.parse("app:1");
    Settings settings = Settings.of(Map.of("mayfly.images.lock.file", file().toString()));
    List<String> told = new ArrayList<>();
    ImageLock lock = new ImageLock(LockFile.of(settings), word, () -> platform, told::add);

    lock.usedWithoutLine(
        new FoundImage(engine.findImage(name).orElseThrow(), ImageAlias.none(name)), null);

    assertThat(told.toString().contains("app:1 can't be locked: it came from no registry"))
        .isEqualTo(isTold);
  }

  @Test
  void a_run_writes_down_what_it_meets_and_the_next_one_keeps_to_it() throws IOException {
    engine.registry("redis:7");
    engine.registry("registry.corp/hub/library/postgres:15");
    String digest = engine.digestInRegistry("redis:7");

    start("redis:7", "mayfly.images.lock", "write");
    start("postgres:15", "mayfly.images.lock", "write", MIRROR, "registry.corp/hub");
    engine.moveInRegistry("redis:7");

    assertThat(imageOf(session("mayfly.images.lock", "write"), "redis:7")).isEqualTo(digest);
    assertThat(start("redis:7", "mayfly.images.lock", "require")).isEqualTo(digest);
    assertThat(Files.readAllLines(file()))
        .anyMatch(line -> line.startsWith("docker.io/library/postgres:15 " + platform + " sha256:"))
        .contains("docker.io/library/redis:7 %s %s %s".formatted(platform, digest, digest));
  }

  @Test
  void a_run_that_can_not_write_what_it_was_to_write_fails() {
    engine.registry("redis:7");
    Path nowhere = folder.resolve("no/mayfly.lock");

    assertThatThrownBy(
            () ->
                QuietSession.on(
                        engine,
                        "mayfly.build.dir",
                        folder.resolve("builds").toString(),
                        "mayfly.images.lock",
                        "write",
                        "mayfly.images.lock.file",
                        nowhere.toString())
                    .start(spec("redis:7")))
        .hasMessageContainingAll(
            "The lock file " + nowhere + " can't be written",
            "docker.io/library/redis:7 " + platform);
  }

  @Test
  void a_file_that_can_not_be_read_fails_the_start_unless_nobody_looks() throws IOException {
    engine.image("redis:7");
    Files.writeString(file(), "version 1\n<<<<<<< HEAD\n");

    assertThatThrownBy(() -> start("redis:7")).hasMessageContaining("a merge that is not done");
    start("redis:7", "mayfly.images.lock", "off");
  }

  @Test
  void nothing_is_asked_of_a_registry_by_a_run_whose_images_are_there() throws IOException {
    engine.registry("redis:7");
    engine.registry("postgres:15");
    start("redis:7", "mayfly.images.lock", "write");
    start("postgres:15", "mayfly.images.lock", "write");
    int before = pulled().size();
    for (int i = 0; i < 4; i++) {
      engine.failNext("pullImage", new EngineException(500, "no such host"));
    }

    Stream.of(PullPolicy.always(), PullPolicy.missing())
        .forEach(
            policy -> {
              Containers session = session("mayfly.images.lock", "require");
              session.start(spec("redis:7").pull(policy));
              session.start(spec("postgres:15").pull(policy));
            });

    assertThat(pulled()).hasSize(before);
  }
}
