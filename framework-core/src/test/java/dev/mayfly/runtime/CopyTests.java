package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.PathState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies in and out, with an engine that has only what it is given. */
class CopyTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private String id = "";

  @TempDir private Path folder;

  @BeforeEach
  void make_a_container() {
    engine.image("app:1");
    id =
        engine.createContainer(
            ContainerRequest.of(
                "box", "app:1", ContainerSpec.of("app:1"), Map.of(), List.of(), Map.of()));
  }

  @AfterEach
  void close_the_engine() {
    engine.close();
  }

  private void copyIn(CopiedFile... files) {
    new CopyIn(engine, id).all(List.of(files));
  }

  private CopiedFile folder(String path) throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    return CopiedFile.of(FileSource.path(folder), path);
  }

  private static CopiedFile text(String path) {
    return CopiedFile.of(FileSource.text("x"), path);
  }

  private int mode(String path) {
    int[] mode = new int[1];
    engine.copyOut(
        id,
        path,
        entry -> {
          if (entry.path().indexOf('/') < 0) {
            mode[0] = entry.mode();
          }
        });
    return mode[0];
  }

  @Test
  void a_file_of_more_than_16_mib_is_not_read_into_memory() {
    byte[] most = new byte[16 << 20];
    copyIn(
        CopiedFile.of(FileSource.bytes(most), "/most"),
        CopiedFile.of(FileSource.bytes(new byte[most.length + 1]), "/more"));

    assertThat(new CopyOut(engine, id).read("/most")).hasSize(most.length);
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> new CopyOut(engine, id).read("/more"))
        .withMessageContainingAll("/more has 16777217 bytes", "16 MiB", "use copyOut(…)");
  }

  @Test
  void a_directory_that_is_there_keeps_its_mode() throws IOException {
    copyIn(folder("/tmp"), folder("/new").mode(0400), folder("/new/"), text("/a/b"), folder("/a"));

    assertThat(mode("/tmp")).isEqualTo(01777);
    assertThat(mode("/new")).isEqualTo(0500);
    assertThat(mode("/a")).isEqualTo(0755);
    assertThat(engine.inspectPath(id, "/a/file").exists()).isTrue();
  }

  @Test
  void a_link_is_followed() throws IOException {
    engine.copyIn(
        id,
        List.of(
            FileEntry.symbolicLink("/link", "/tmp", 0, 0),
            FileEntry.symbolicLink("/dangling", "/nowhere", 0, 0)));

    copyIn(folder("/link"), text("/dangling"));

    assertThat(engine.inspectPath(id, "/tmp/file").exists()).isTrue();
    assertThat(engine.inspectPath(id, "/nowhere"))
        .isEqualTo(new PathState("/nowhere", FileEntry.Kind.FILE));
  }

  @Test
  void what_is_of_another_kind_is_refused_before_anything_is_copied() throws IOException {
    copyIn(text("/file"));
    engine.copyIn(id, List.of(FileEntry.symbolicLink("/link", "/tmp", 0, 0)));
    CopiedFile directory = folder("/file");

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> copyIn(text("/first"), directory))
        .withMessageContainingAll(folder.toString(), "/file, which is no directory", "try:");
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> copyIn(text("/first"), text("/link")))
        .withMessageContainingAll("/link (a link to /tmp), which is a directory", "/link/file.txt");
    assertThat(engine.inspectPath(id, "/first").exists()).isFalse();
  }

  @Test
  void an_archive_that_leads_outside_is_refused() throws IOException {
    Path destination = folder.resolve("out");
    Unpacking unpacking = Unpacking.to(destination);
    unpacking.add(FileEntry.directory("", 0755, 0, 0));
    unpacking.add(FileEntry.symbolicLink("sub", folder.toString(), 0, 0));

    for (String path : List.of("../escaped", "a/../../escaped", "sub/escaped")) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> unpacking.add(FileEntry.directory(path, 0755, 0, 0)))
          .matches(
              e -> e.getMessage().contains("outside") || e.getMessage().contains("no directory"));
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                unpacking.add(
                    FileEntry.empty("x", FileEntry.Kind.HARD_LINK, 0644, 0, 0, "../../passwd")))
        .withMessageContaining("outside");
    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @Test
  void a_directory_that_can_not_be_written_gets_its_mode_when_it_is_full() throws IOException {
    engine.copyIn(
        id,
        List.of(
            FileEntry.directory("/ro", 0555, 0, 0),
            FileEntry.file("/ro/run", 0711, 0, 0, 0, InputStream::nullInputStream)));

    new CopyOut(engine, id).to("/ro", folder.resolve("ro"));

    assertThat((Integer) Files.getAttribute(folder.resolve("ro"), "unix:mode") & 07777)
        .isEqualTo(0555);
    assertThat((Integer) Files.getAttribute(folder.resolve("ro/run"), "unix:mode") & 07777)
        .isEqualTo(0711);
    Files.setAttribute(folder.resolve("ro"), "unix:mode", 0755);
  }

  @Test
  void what_is_no_file_is_not_read() {
    engine.copyIn(id, List.of(FileEntry.empty("/fifo", FileEntry.Kind.FIFO, 0644, 0, 0, "")));

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> new CopyOut(engine, id).read("/fifo"))
        .withMessage("/fifo is a FIFO (a named pipe), which has no content to read.");
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> new CopyOut(engine, id).read("/tmp"))
        .withMessage("/tmp is a directory; use copyOut(…).");
  }
}
