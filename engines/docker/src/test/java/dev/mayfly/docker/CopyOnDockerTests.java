package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.Mount;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.runtime.Containers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a container has is lost because something is copied to its place. */
@Tag("docker")
class CopyOnDockerTests {

  private static final ContainerSpec SLEEPER =
      ContainerSpec.of("busybox:1.35").command("sleep", "600");

  private final Containers containers = Containers.open();

  @TempDir private Path folder;

  @AfterEach
  void remove_what_the_test_made() {
    containers.close();
  }

  private static CopiedFile text(String path) {
    return CopiedFile.of(FileSource.text("x"), path);
  }

  private CopiedFile folder(String path) throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    return CopiedFile.of(FileSource.path(folder), path);
  }

  private static String sh(RunningContainer container, String script) {
    return container.exec("sh", "-c", script).stdout();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/var/spool", "/tmp", "/link"})
  void a_file_that_would_take_a_directorys_place_is_refused(String directory) {
    RunningContainer box = containers.start(SLEEPER);
    sh(box, "ln -s /etc /link");
    String before = sh(box, "ls -ld " + directory + "; ls " + directory);

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> box.copyIn(text("/fine"), text(directory)))
        .withMessageContainingAll(directory, "is a directory in the container", "try:");

    assertThat(sh(box, "ls -ld " + directory + "; ls " + directory)).isEqualTo(before);
    assertThat(sh(box, "ls /fine")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/real/file", "/link", "/real/file/"})
  void a_directory_that_would_take_a_files_place_is_refused(String path) {
    RunningContainer box = containers.start(SLEEPER);
    sh(box, "mkdir /real; echo old > /real/file; ln -s /real/file /link");

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> box.copyIn(folder(path)))
        .withMessageContainingAll(path, "is no directory in the container", "try:");

    assertThat(sh(box, "readlink /link; cat /link")).isEqualTo("/real/file\nold\n");
  }

  @Test
  void the_same_is_refused_further_down_by_the_engine() throws IOException {
    RunningContainer box = containers.start(SLEEPER);
    sh(box, "mkdir -p /real/file/old");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> box.copyIn(folder("/real")))
        .withMessageContainingAll("cannot overwrite directory", "Write the file's whole path");

    assertThat(sh(box, "ls /real/file")).isEqualTo("old\n");
  }

  @Test
  void a_directory_that_is_there_keeps_its_mode_and_owner_also_before_the_start()
      throws IOException {
    RunningContainer box =
        containers.start(
            SLEEPER
                .copy(folder("/tmp"), folder("/new").owner(7, 8).mode(0444), folder("/new/"))
                .user("1000")
                .command("sh", "-c", "echo mine > /tmp/mine && exec sleep 600"));

    assertThat(sh(box, "stat -c '%a %u:%g' /tmp /new /new/file; cat /tmp/mine"))
        .isEqualTo("1777 0:0\n555 7:8\n644 0:0\nmine\n");
  }

  @Test
  void links_above_a_path_are_followed_and_a_file_above_one_is_told() {
    RunningContainer box = containers.start(SLEEPER);
    sh(box, "mkdir /real; ln -s /real /link; echo x > /file; ln -s /loop /loop");

    box.copyIn(text("/link/new/file"));

    assertThat(sh(box, "readlink /link; cat /real/new/file")).isEqualTo("/real\nx");
    assertThatThrownBy(() -> box.copyIn(text("/file/below")))
        .hasMessageContainingAll("/file/below", "not a directory");
    assertThatThrownBy(() -> box.copyIn(text("/loop"))).hasMessageContaining("/loop");
  }

  @Test
  void many_files_of_one_call_come_in_their_order() {
    RunningContainer box = containers.start(SLEEPER);

    box.copyIn(text("/a/b"), CopiedFile.of(FileSource.text("second"), "/a/b"));

    assertThat(sh(box, "cat /a/b")).isEqualTo("second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/scratch/x", "/scratch", "/patched/x", "/dev/shm/x", "/proc/x", "/sys/x/y"})
  void what_would_vanish_below_a_mount_in_memory_is_refused(String path) throws IOException {
    ContainerSpec spec =
        SLEEPER
            .mount(Mount.tmpfs("/scratch"), Mount.anonymousVolume("/scratch/volume"))
            .createRequestPatch("{\"HostConfig\":{\"Tmpfs\":{\"/patched/\":\"\"}}}")
            .copy(path.equals("/scratch") ? folder(path) : text(path));

    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(() -> containers.start(spec))
        .withMessageContainingAll(path, "in memory", "try:");
  }

  @Test
  void a_volume_within_memory_is_no_memory_and_reading_memory_is_told() {
    RunningContainer box =
        containers.start(
            SLEEPER
                .mount(Mount.tmpfs("/scratch"), Mount.anonymousVolume("/scratch/volume"))
                .copy(text("/scratch/volume/x"), text("/scratchy")));
    sh(box, "echo written > /scratch/file");

    assertThat(sh(box, "cat /scratch/volume/x /scratchy")).isEqualTo("xx");
    assertThatThrownBy(() -> box.readFile("/scratch/file"))
        .hasMessageContainingAll("/scratch is in memory", "exec(\"cat\", \"/scratch/file\")");
  }

  @Test
  void a_volume_of_a_container_that_is_read_only_else_is_copied_to() throws IOException {
    ContainerSpec spec =
        SLEEPER
            .mount(Mount.anonymousVolume("/data"))
            .createRequestPatch("{\"HostConfig\":{\"ReadonlyRootfs\":true}}");
    RunningContainer box = containers.start(spec.copy(text("/data/sub/x"), folder("/data")));

    assertThat(sh(box, "cat /data/sub/x /data/file")).isEqualTo("xx");
    assertThatThrownBy(() -> box.copyIn(text("/etc/x"))).hasMessageContaining("read-only");
  }

  @Test
  void a_file_may_grow_while_it_is_copied_and_not_shrink() throws IOException {
    RunningContainer box = containers.start(SLEEPER);
    try (DockerEngine engine = DockerEngine.open(setting -> Optional.empty())) {
      engine.copyIn(box.id(), List.of(sized("/grown", 3), sized("/after", 5)));

      assertThat(sh(box, "cat /grown /after")).isEqualTo("12312345");
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(() -> engine.copyIn(box.id(), List.of(sized("/shrunk", 6))))
          .withMessageContainingAll("/shrunk became shorter", "5 bytes after 6");
    }
  }

  private static FileEntry sized(String path, long size) {
    byte[] content = {'1', '2', '3', '4', '5'};
    return FileEntry.file(path, 0644, 0, 0, size, () -> new ByteArrayInputStream(content));
  }

  @Test
  void what_comes_out_takes_no_directorys_and_no_files_place() throws IOException {
    RunningContainer box = containers.start(SLEEPER);
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> box.copyOut("/etc/hostname", empty))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("/etc/hostname", empty + " is a directory", "whole path");
    assertThatThrownBy(() -> box.copyOut("/etc", file))
        .hasMessageContainingAll(file + " is no directory");

    assertThat(empty).isEmptyDirectory();
    assertThat(file).hasContent("mine");
  }

  @Test
  void nothing_is_written_through_links() throws IOException {
    RunningContainer box = containers.start(SLEEPER);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim"), "untouched");
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("file"), victim);
    Files.createSymbolicLink(out.resolve("sub"), elsewhere);
    sh(box, "mkdir -p /a /b/sub; echo new > /a/file; echo new > /b/sub/victim");

    box.copyOut("/a", out);
    assertThatThrownBy(() -> box.copyOut("/b", out)).hasMessageContaining("sub is no directory");

    assertThat(victim).hasContent("untouched");
    assertThat(out.resolve("file")).hasContent("new").isRegularFile();
  }

  @Test
  void programs_that_share_one_file_come_out_whole() throws IOException {
    RunningContainer box = containers.start(SLEEPER);
    box.copyOut("/bin", folder.resolve("bin"));

    try (var programs = Files.list(folder.resolve("bin"))) {
      assertThat(programs)
          .hasSizeGreaterThan(100)
          .allSatisfy(program -> assertThat(Files.size(program)).isPositive())
          .allMatch(Files::isExecutable);
    }
  }

  @Test
  void what_has_no_content_is_not_read_as_empty() {
    RunningContainer box = containers.start(SLEEPER);
    sh(box, "mkfifo /fifo; ln -s /etc/none /dangling");

    assertThatThrownBy(() -> box.readFile("/fifo")).hasMessageContaining("/fifo is a FIFO");
    assertThatThrownBy(() -> box.copyOut("/fifo", folder.resolve("fifo")))
        .hasMessageContaining("FIFO (a named pipe), which can't be made here");
    assertThatThrownBy(() -> box.readFile("/etc")).hasMessageContaining("/etc is a directory");
    assertThatThrownBy(() -> box.readFile("/dangling")).hasMessageContaining("/dangling");
  }
}
