package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.LockChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an engine's images are fetched and locked before tests run. */
class EngineImagesTests {

  private static final ImageName REDIS = ImageName.parse("redis:7");

  @TempDir private Path folder;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private EngineImages images;

  @BeforeEach
  void open() {
    settings.put("mayfly.build.dir", folder.resolve("builds").toString());
    settings.put("mayfly.images.lock.file", folder.resolve("mayfly.lock").toString());
    images = EngineImages.on(engine, Settings.of(settings), news::add);
  }

  @AfterEach
  void close() {
    images.close();
  }

  private List<String> lines() {
    return EngineImages.locked(Settings.of(settings)).stream().map(LockedImage::toString).toList();
  }

  private String line(String platform, String digest) {
    return "docker.io/library/redis:7 " + platform + " " + digest + " " + digest;
  }

  private List<String> pulled() {
    return engine.calls().stream().filter(call -> call.startsWith("pull ")).toList();
  }

  @Test
  void an_image_is_locked_once_and_anew_only_when_that_is_wanted() {
    engine.registry("redis:7");
    String first = engine.digestInRegistry("redis:7");

    assertThat(images.lock(REDIS, false))
        .isEqualTo(new LockChange(REDIS, images.platform(), Kind.ADDED, "", first));
    engine.moveInRegistry("redis:7");
    String second = engine.digestInRegistry("redis:7");
    assertThat(images.lock(REDIS, false).kind()).isEqualTo(Kind.KEPT);
    assertThat(lines()).containsExactly(line(images.platform(), first));

    assertThat(images.lock(REDIS, true))
        .isEqualTo(new LockChange(REDIS, images.platform(), Kind.MOVED, first, second));
    assertThat(images.lock(REDIS, true).kind()).isEqualTo(Kind.KEPT);
    assertThat(lines()).containsExactly(line(images.platform(), second));
  }

  @Test
  void what_the_engine_has_is_locked_without_a_registry() {
    engine.image("redis:7");

    assertThat(images.lock(REDIS, false).kind()).isEqualTo(Kind.ADDED);
    assertThat(pulled()).isEmpty();
  }

  @Test
  void what_no_registry_has_or_says_its_content_itself_gets_no_line() {
    engine.registry("redis:7");
    engine.load("redis:7");
    ImageName pinned = ImageName.parse("app@sha256:" + "a".repeat(64));

    assertThat(images.lock(REDIS, false).kind()).isEqualTo(Kind.BUILT);
    assertThat(images.lock(pinned, true).kind()).isEqualTo(Kind.PINNED);
    assertThat(images.lock(ImageName.parse("sha256:" + "a".repeat(64)), false).kind())
        .isEqualTo(Kind.PINNED);
    assertThat(lines()).isEmpty();
    assertThat(pulled()).isEmpty();
  }

  @Test
  void another_platforms_digest_is_taken_where_it_fits() throws IOException {
    engine.registry("redis:7");
    String first = engine.digestInRegistry("redis:7");
    engine.moveInRegistry("redis:7");
    Files.writeString(
        EngineImages.lockFile(Settings.of(settings)),
        "version 1\n" + line("linux/s390x", first) + "\n");
    engine.address("tcp://build-box:2375"); // whose processor is amd64, as its images'

    assertThat(images.lock(REDIS, false).now()).isEqualTo(first);
    assertThat(lines()).containsExactly(line("linux/amd64", first), line("linux/s390x", first));
  }

  @Test
  void another_platforms_digest_that_is_gone_is_none() throws IOException {
    engine.registry("redis:7");
    Files.writeString(
        EngineImages.lockFile(Settings.of(settings)),
        "version 1\n" + line("linux/s390x", "sha256:" + "e".repeat(64)) + "\n");

    assertThat(images.lock(REDIS, false).now()).isEqualTo(engine.digestInRegistry("redis:7"));
  }

  @Test
  void an_image_that_can_not_be_had_keeps_its_line() {
    engine.registry("redis:7");
    images.lock(REDIS, false);
    List<String> before = lines();
    engine.failNext("pullImage", new EngineException(404, "manifest unknown: manifest unknown"));

    assertThatThrownBy(() -> images.lock(REDIS, true))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("manifest unknown");
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void a_file_that_a_setting_names_and_is_not_there_is_told() {
    engine.image("redis:7");

    images.fetch(REDIS);
    images.fetch(REDIS);

    assertThat(news)
        .containsExactly(
            "mayfly.images.lock.file is "
                + folder.resolve("mayfly.lock")
                + ", and there is no such file: no image is locked");
  }

  @Test
  void what_is_fetched_is_what_tests_would_take() {
    engine.registry("redis:7");
    String digest = images.lock(REDIS, false).now();
    engine.image("postgres:15");
    engine.registry("busybox:1");
    engine.moveInRegistry("redis:7");

    assertThat(images.fetch(REDIS)).isEqualTo("docker.io/library/redis@" + digest);
    images.fetch(ImageName.parse("postgres:15"));
    images.fetch(ImageName.parse("busybox:1"));

    assertThat(pulled()).containsExactly("pull redis:7", "pull busybox:1");
    assertThat(news).contains("Pulling busybox:1");
    assertThatThrownBy(() -> images.fetch(ImageName.parse("none:1")))
        .isInstanceOf(ImageException.class);
  }
}
