package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ExecSpec;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.Workbench;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a container has is removed because something is copied to its place. */
@Tag("docker")
class CopyOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private static FileEntry file(String path) {
    byte[] content = {'x'};
    return FileEntry.file(path, 0644, 0, 0, 1, () -> new ByteArrayInputStream(content));
  }

  private String sh(String id, String script) {
    return engine.exec(id, ExecSpec.of("sh", "-c", script), null).stdout();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/var/spool", "/tmp"})
  void a_file_that_would_take_a_directorys_place_is_refused(String directory) {
    String id = bench.start(bench.sleeper());
    String before = sh(id, "ls -ld " + directory + "; ls " + directory);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.copyIn(id, List.of(file(directory))))
        .withMessageContainingAll("cannot overwrite directory", "Write the file's whole path");

    assertThat(sh(id, "ls -ld " + directory + "; ls " + directory)).isEqualTo(before);
  }

  @Test
  void a_directory_that_would_take_the_place_of_a_file_or_a_link_is_refused() {
    String id = bench.start(bench.sleeper());
    sh(id, "mkdir /real; echo old > /real/file; ln -s /real /link");

    for (String path : List.of("/link", "/real/file")) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(
              () ->
                  engine.copyIn(
                      id, List.of(FileEntry.directory(path, 0755, 0, 0), file(path + "/a"))))
          .withMessageContainingAll("cannot overwrite", "a link's own target");
    }
    assertThat(sh(id, "readlink /link; cat /link/file")).isEqualTo("/real\nold\n");
  }

  @Test
  void a_file_takes_a_files_place_and_a_directory_is_added_to() {
    String id = bench.start(bench.sleeper());
    sh(id, "mkdir /real; echo old > /real/file; echo other > /real/other");

    engine.copyIn(
        id, List.of(FileEntry.directory("/real", 0755, 0, 0), file("/real/file"), file("/new/a")));

    assertThat(sh(id, "cat /real/file /real/other /new/a")).isEqualTo("xother\nx");
  }
}
