package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.Mount;
import dev.mayfly.engine.EngineResource.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Files into and out of containers, and volumes. */
public interface FileContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  /** An entry with a text. */
  static FileEntry file(String path, int mode, String text) {
    return file(path, mode, text.getBytes(StandardCharsets.UTF_8));
  }

  static FileEntry file(String path, int mode, byte[] bytes) {
    return FileEntry.file(
        path, mode, 0, 0, bytes.length, () -> new java.io.ByteArrayInputStream(bytes));
  }

  @Test
  default void files_copied_in_before_the_start_are_there_at_the_start() {
    String id = bench().create(bench().sh("cat /greeting"));

    engine().copyIn(id, List.of(file("/greeting", 0644, "hello\n")));
    engine().startContainer(id);

    bench().awaitEnd(id);
    assertThat(Workbench.texts(engine().logs(id, Instant.EPOCH, 0))).containsExactly("hello");
  }

  @Test
  default void files_copied_into_a_running_container_keep_mode_and_owner() {
    String id = bench().start(bench().sleeper());

    engine()
        .copyIn(
            id,
            List.of(
                FileEntry.directory("/data", 0750, 7, 8),
                FileEntry.file("/data/secret", 0600, 1000, 1001, 0, () -> file("").open()),
                file("/data/run", 0755, "x")));

    assertThat(bench().exec(id, "stat", "-c", "%a %u %g", "/data").stdout()).isEqualTo("750 7 8\n");
    assertThat(bench().exec(id, "stat", "-c", "%a %u %g", "/data/secret").stdout())
        .isEqualTo("600 1000 1001\n");
    assertThat(bench().exec(id, "stat", "-c", "%a %u %g", "/data/run").stdout())
        .isEqualTo("755 0 0\n");
  }

  private static FileEntry.Content file(String text) {
    return file("/", 0, text).content();
  }

  @Test
  default void missing_directories_are_made_and_later_files_replace_earlier_ones() {
    String id = bench().start(bench().sleeper());

    engine()
        .copyIn(id, List.of(file("/a/b/c.txt", 0644, "first"), file("/a/b/c.txt", 0644, "second")));

    assertThat(bench().exec(id, "cat", "/a/b/c.txt").stdout()).isEqualTo("second");
  }

  @Test
  default void a_directory_is_copied_out_with_paths_relative_to_its_parent() {
    String id = bench().create(bench().sleeper());
    engine()
        .copyIn(
            id,
            List.of(
                FileEntry.directory("/opt/app", 0755, 0, 0),
                file("/opt/app/one", 0644, "1"),
                file("/opt/app/sub/two", 0600, "22")));

    Map<String, String> seen = new LinkedHashMap<>();
    engine()
        .copyOut(
            id,
            "/opt/app",
            entry ->
                seen.put(
                    entry.path(),
                    entry.isDirectory()
                        ? "directory"
                        : new String(
                            entry.content().open().readAllBytes(), StandardCharsets.UTF_8)));

    assertThat(seen)
        .containsOnly(
            Map.entry("app", "directory"),
            Map.entry("app/one", "1"),
            Map.entry("app/sub", "directory"),
            Map.entry("app/sub/two", "22"));
  }

  @Test
  default void a_file_is_copied_out_with_its_size_and_mode() {
    String id = bench().start(bench().sleeper());
    bench().exec(id, "sh", "-c", "echo made > /tmp/made");
    List<FileEntry> seen = new ArrayList<>();
    AtomicReference<String> text = new AtomicReference<>();

    engine()
        .copyOut(
            id,
            "/tmp/made",
            entry -> {
              seen.add(entry);
              text.set(new String(entry.content().open().readAllBytes(), StandardCharsets.UTF_8));
            });

    assertThat(seen)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path()).isEqualTo("made");
              assertThat(entry.isDirectory()).isFalse();
              assertThat(entry.size()).isEqualTo(5);
              assertThat(entry.mode() & 0777).isEqualTo(0644);
            });
    assertThat(text).hasValue("made\n");
  }

  @Test
  default void links_and_fifos_go_in_and_come_out_as_what_they_are() {
    String id = bench().create(bench().sleeper());
    engine()
        .copyIn(
            id,
            List.of(
                FileEntry.directory("/kinds", 0755, 0, 0),
                file("/kinds/a", 0750, "content").modified(Instant.ofEpochSecond(1)),
                FileEntry.empty("/kinds/b", FileEntry.Kind.HARD_LINK, 0750, 0, 0, "/kinds/a")
                    .modified(Instant.ofEpochSecond(1)),
                FileEntry.symbolicLink("/kinds/c", "../a link/to ü", 0, 0),
                FileEntry.empty("/kinds/d", FileEntry.Kind.FIFO, 0600, 0, 0, "")));

    Map<String, FileEntry> seen = new LinkedHashMap<>();
    engine().copyOut(id, "/kinds", entry -> seen.put(entry.path(), entry));

    assertThat(seen.get("kinds/a").modified()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(seen.get("kinds/b"))
        .extracting(FileEntry::kind, FileEntry::linkTarget)
        .containsExactly(FileEntry.Kind.HARD_LINK, "kinds/a");
    assertThat(seen.get("kinds/c"))
        .extracting(FileEntry::kind, FileEntry::linkTarget)
        .containsExactly(FileEntry.Kind.SYMBOLIC_LINK, "../a link/to ü");
    assertThat(seen.get("kinds/d"))
        .extracting(FileEntry::kind, FileEntry::mode)
        .containsExactly(FileEntry.Kind.FIFO, 0600);
  }

  @Test
  default void what_is_at_a_path_is_told_and_a_link_is_followed() {
    String id = bench().create(bench().sleeper());
    engine()
        .copyIn(
            id,
            List.of(
                FileEntry.directory("/there", 0755, 0, 0),
                file("/there/file", 0644, ""),
                FileEntry.symbolicLink("/to-directory", "/there", 0, 0),
                FileEntry.symbolicLink("/to-nothing", "/there/none", 0, 0)));

    assertThat(engine().inspectPath(id, "/there"))
        .isEqualTo(new PathState("/there", FileEntry.Kind.DIRECTORY));
    assertThat(engine().inspectPath(id, "/there/file"))
        .isEqualTo(new PathState("/there/file", FileEntry.Kind.FILE));
    assertThat(engine().inspectPath(id, "/to-directory"))
        .isEqualTo(new PathState("/there", FileEntry.Kind.DIRECTORY));
    assertThat(engine().inspectPath(id, "/to-nothing"))
        .isEqualTo(new PathState("/there/none", null));
    assertThat(engine().inspectPath(id, "/none").exists()).isFalse();
    assertThat(engine().inspectPath("0123456789ab", "/there").exists()).isFalse();
  }

  @Test
  default void a_file_and_a_directory_never_take_each_others_place() {
    String id = bench().create(bench().sleeper());
    engine().copyIn(id, List.of(file("/mine/file", 0644, "")));

    for (FileEntry entry :
        List.of(file("/mine", 0644, ""), FileEntry.directory("/mine/file", 0755, 0, 0))) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> engine().copyIn(id, List.of(entry)))
          .withMessageMatching("(?s).*(cannot overwrite|: file exists).*");
    }
    assertThat(engine().inspectPath(id, "/mine/file").kind()).isEqualTo(FileEntry.Kind.FILE);
  }

  @Test
  default void a_megabyte_comes_back_as_it_was() {
    String id = bench().create(bench().sleeper());
    byte[] bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);
    AtomicReference<byte[]> back = new AtomicReference<>();

    engine().copyIn(id, List.of(file("/big", 0644, bytes)));
    engine().copyOut(id, "/big", entry -> back.set(entry.content().open().readAllBytes()));

    assertThat(back.get()).isEqualTo(bytes);
  }

  @Test
  default void a_volume_is_shared_by_those_that_mount_it() {
    engine().createVolume(bench().name("data"), bench().labels());
    engine().createVolume(bench().name("data"), bench().labels());
    Mount data = Mount.volume("data", "/data");
    String writer = bench().start(bench().sleeper().mount(data));
    bench().exec(writer, "sh", "-c", "echo shared > /data/file");

    String reader = bench().start(bench().sleeper().mount(data));

    assertThat(bench().exec(reader, "cat", "/data/file").stdout()).isEqualTo("shared\n");
  }

  @RepeatedTest(5)
  default void many_may_create_one_volume_at_once() {
    IntStream.range(0, 10)
        .parallel()
        .forEach(any -> engine().createVolume(bench().name("data"), bench().labels()));

    assertThat(engine().list(Kind.VOLUME, Workbench.LABEL, bench().mark())).hasSize(1);
  }

  @Test
  default void a_volume_outlives_its_containers_and_is_removed_by_itself() {
    engine().createVolume(bench().name("data"), bench().labels());
    String id = bench().start(bench().sleeper().mount(Mount.volume("data", "/data")));
    engine().remove(Kind.CONTAINER, id);

    List<EngineResource> volumes = engine().list(Kind.VOLUME, Workbench.LABEL, bench().mark());
    assertThat(volumes)
        .singleElement()
        .extracting(EngineResource::name)
        .isEqualTo(bench().name("data"));

    engine().remove(Kind.VOLUME, volumes.get(0).id());
    assertThat(engine().list(Kind.VOLUME, Workbench.LABEL, bench().mark())).isEmpty();
  }

  @Test
  default void a_read_only_volume_can_not_be_written() {
    engine().createVolume(bench().name("data"), bench().labels());
    String id = bench().start(bench().sleeper().mount(Mount.volume("data", "/data").readOnly()));

    assertThat(bench().exec(id, "sh", "-c", "echo no > /data/file").exitCode()).isNotZero();
  }
}
