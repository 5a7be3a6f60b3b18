package dev.mayfly.docker;

import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.EngineImages;
import dev.mayfly.runtime.LockChange;
import dev.mayfly.runtime.LockChange.Kind;
import dev.mayfly.runtime.LockedImage;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a lock file holds a real engine to, whatever a real registry has by then; see {@code
 * bin/test registry}.
 */
@Tag("docker")
@Tag("registry")
class LockedImagesOnDockerTests {

  private static final int SMALL = 1_000;

  @TempDir private Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
  private RegistryProcess registry;

  @BeforeEach
  void open_the_registry() throws IOException {
    settings.put("mayfly.report", "off");
    settings.put("mayfly.pull.attempts", "1");
    settings.put("mayfly.build.dir", folder.resolve("builds").toString());
    settings.put("mayfly.images.lock.file", folder.resolve("mayfly.lock").toString());
    registry = RegistryProcess.open(Files.createDirectories(folder.resolve("registry")));
    open.add(registry);
  }

  @AfterEach
  void close_all() throws Exception {
    for (int last = open.size() - 1; last >= 0; last--) {
      open.get(last).close();
    }
  }

  private static DockerEngine engine() {
    return DockerEngine.open(setting -> Optional.empty());
  }

  private Containers session() {
    Containers session = Containers.on(engine(), Settings.of(settings));
    open.add(session);
    return session;
  }

  private EngineImages images() {
    EngineImages images = EngineImages.on(engine(), Settings.of(settings), line -> {});
    open.add(images);
    return images;
  }

  private LockChange lock(String image) {
    return images().lock(ImageName.parse(image), false);
  }

  private static ContainerSpec spec(String image) {
    return ContainerSpec.of(image).readyWhen(running());
  }

  private static int size(RunningContainer app) {
    return app.readFile("/data").length;
  }

  private String failure(String image) {
    Containers session = session();
    return String.valueOf(catchThrowable(() -> session.start(spec(image))).getMessage());
  }

  /** The engine has nothing of an image any more, as on another machine. */
  private static void forget(String repository) throws IOException {
    String there = DockerCommand.run("images", "--digests", "--no-trunc", "-q", repository);
    for (String id : there.lines().distinct().toList()) {
      DockerCommand.run("rmi", "-f", id);
    }
  }

  private void build(String image) throws IOException {
    Path context = Files.createDirectories(folder.resolve("built"));
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM busybox:1.35\nLABEL test=" + image + "\nCMD [\"sleep\", \"600\"]\n");
    DockerCommand.run("build", "-q", "-t", image, context.toString());
  }

  @Test
  void a_locked_digest_is_pulled_though_its_tag_has_moved() throws IOException {
    String digest = registry.put("app:1", SMALL);
    String image = registry.image("app:1");
    assertThat(lock(image).now()).isEqualTo(digest);
    registry.put("app:1", 2 * SMALL);
    forget(registry.host() + "/app");

    assertThat(size(session().start(spec(image)))).isEqualTo(SMALL);
    assertThat(images().lock(ImageName.parse(image), true).kind()).isEqualTo(Kind.MOVED);
    assertThat(size(session().start(spec(image)))).isEqualTo(2 * SMALL);
  }

  @Test
  void an_image_that_its_tag_has_led_to_by_several_digests_is_locked_by_the_newest()
      throws Exception {
    String first = registry.put("app:1", SMALL);
    ImageName image = ImageName.parse(registry.image("app:1"));
    assertThat(lock(image.toString()).now()).isEqualTo(first);

    for (int time = 1; time <= 4; time++) {
      String newest = registry.renew("app", "1");
      assertThat(images().lock(image, true).now()).as("%d", time).isEqualTo(newest);
    }
  }

  @Test
  void a_run_with_no_registry_in_reach_is_green_whose_images_are_there() throws IOException {
    registry.put("app:1", SMALL);
    registry.put("base:1", SMALL);
    String app = registry.image("app:1");
    String base = registry.image("base:1");
    settings.put("mayfly.images.lock", "write");
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM " + base + "\nCOPY Dockerfile /seen\n");
    ContainerSpec built = ContainerSpec.of(ImageBuild.of(context)).readyWhen(running());
    session().start(spec(app));
    session().start(built);
    registry.end();
    settings.put("mayfly.images.lock", "require");
    settings.put("mayfly.pull", "always");
    build(app); // somebody else's, by now

    Containers session = session();

    assertThat(size(session.start(spec(app)))).isEqualTo(SMALL);
    assertThat(session.start(built).readFile("/seen"))
        .asString(StandardCharsets.UTF_8)
        .startsWith("FROM " + base);
  }

  @Test
  void what_can_not_be_had_is_told_with_the_file_and_the_digest() throws IOException {
    String digest = registry.put("app:1", SMALL);
    String image = registry.image("app:1");
    lock(image);
    forget(registry.host() + "/app");
    registry.end();
    build(image);

    assertThat(failure(image))
        .contains(
            registry.host() + "/app@" + digest + ", which stands for " + image + " by ",
            "is not on the engine and can't be pulled",
            "connection refused",
            "locked: " + image + " for linux/",
            "to " + digest + ", in " + folder.resolve("mayfly.lock"),
            "here:   " + image + " is another image, sha256:",
            "mayfly lock --update " + image);
  }

  @Test
  void a_digest_that_the_registry_has_no_more_is_told() throws Exception {
    registry.put("app:1", SMALL);
    String image = registry.image("app:1");
    String gone = "sha256:" + "0123456789abcdef".repeat(4);
    Files.writeString(
        folder.resolve("mayfly.lock"),
        "version 1\n%s %s %s %s\n".formatted(image, images().platform(), gone, gone));

    assertThat(failure(image)).contains("manifest unknown", "locked: " + image, gone);
  }

  @Test
  void an_image_from_an_archive_is_known_by_its_id() throws IOException {
    registry.put("app:1", SMALL);
    String image = registry.image("app:1");
    lock(image);
    String archive = folder.resolve("app.tar").toString();
    DockerCommand.run("save", "-o", archive, image);
    forget(registry.host() + "/app");
    registry.end();
    DockerCommand.run("load", "-i", archive);

    assertThat(size(session().start(spec(image)))).isEqualTo(SMALL);
  }

  @Test
  void an_index_of_several_processors_is_locked_as_one() throws Exception {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    String other = processor.equals("arm64") ? "amd64" : "arm64";
    registry.put("app:1", SMALL);
    registry.copyFor(other, "app", "foreign");
    String index =
        registry.putIndex("app", "both", new TreeMap<>(Map.of(processor, "1", other, "foreign")));
    String image = registry.image("app:both");

    assertThat(lock(image).now()).isEqualTo(index);
    forget(registry.host() + "/app");

    assertThat(size(session().start(spec(image)))).isEqualTo(SMALL);
    assertThat(session().start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void what_was_built_here_gets_no_line_and_is_asked_of_nobody() throws IOException {
    String image = registry.noted("mayfly-locked-nowhere:1");
    build(image);
    settings.put("mayfly.images.lock", "require");

    assertThat(lock(image).kind()).isEqualTo(Kind.BUILT);
    assertThat(session().start(spec(image)).isRunning()).isTrue();
  }

  @Test
  void what_the_file_names_is_fetched_by_digest_and_not_asked_for_again() throws IOException {
    registry.put("app:1", SMALL);
    registry.put("app:2", SMALL);
    RegistryProxy proxy = new RegistryProxy(registry.host());
    open.add(proxy);
    lock(registry.noted(proxy.host() + "/app:1"));
    lock(registry.noted(proxy.host() + "/app:2"));
    forget(proxy.host() + "/app");
    EngineImages images = images();
    List<LockedImage> lines = EngineImages.locked(Settings.of(settings));
    int before = proxy.requests().size();

    List<String> fetched = lines.parallelStream().map(line -> images.fetch(line.image())).toList();

    assertThat(fetched)
        .containsExactlyElementsOf(
            lines.stream().map(line -> proxy.host() + "/app@" + line.digest()).toList());
    int after = proxy.requests().size();
    assertThat(after).isGreaterThan(before);
    assertThat(proxy.requests().subList(before, after)).noneMatch(one -> one.endsWith("/1"));
    lines.forEach(line -> images().fetch(line.image()));
    assertThat(proxy.requests()).hasSize(after);
  }
}
