package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEntriesTests {

  @TempDir private Path directory;

  @Test
  void text_and_bytes_become_files_with_the_wanted_mode_and_owner() throws IOException {
    CopiedFile file = CopiedFile.of(FileSource.text("grüß"), "/a").mode(0600).owner(70, 71);

    FileEntry entry = FileEntries.of(List.of(file)).get(0);

    assertThat(entry.mode()).isEqualTo(0600);
    assertThat(entry.userId()).isEqualTo(70);
    assertThat(entry.groupId()).isEqualTo(71);
    assertThat(text(entry)).isEqualTo("grüß");
  }

  @Test
  void a_directory_is_copied_with_all_below_it_and_keeps_its_modes() throws IOException {
    Path script =
        Files.writeString(Files.createDirectories(directory.resolve("x")).resolve("run.sh"), "#!");
    assertThat(script.toFile().setExecutable(true, false)).isTrue();

    List<FileEntry> entries =
        FileEntries.of(List.of(CopiedFile.of(FileSource.path(directory), "/opt/app")));

    assertThat(entries)
        .extracting(FileEntry::path)
        .containsExactly("/opt/app", "/opt/app/x", "/opt/app/x/run.sh");
    assertThat(entries.get(2).mode() & 0111).isEqualTo(0111);
  }

  @Test
  void resources_are_read_from_inside_a_jar_also_whole_directories() throws Exception {
    Path jar = directory.resolve("lib.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, "db/", "");
      put(out, "db/one.sql", "select 1");
      put(out, "db/sub/", "");
      put(out, "db/sub/two.sql", "select 2");
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      Thread.currentThread().setContextClassLoader(loader);

      List<FileEntry> all = FileEntries.of(List.of(CopiedFile.of(FileSource.resource("db"), "/d")));
      List<FileEntry> one =
          FileEntries.of(List.of(CopiedFile.of(FileSource.resource("/db/one.sql"), "/1.sql")));

      assertThat(all)
          .extracting(FileEntry::path)
          .containsExactly("/d", "/d/one.sql", "/d/sub", "/d/sub/two.sql");
      assertThat(text(all.get(3))).isEqualTo("select 2");
      assertThat(text(one.get(0))).isEqualTo("select 1");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void sources_that_are_not_there_are_named() {
    assertThatThrownBy(
            () -> FileEntries.of(List.of(CopiedFile.of(FileSource.resource("nope.sql"), "/a"))))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("class path resource nope.sql");
    assertThatThrownBy(
            () ->
                FileEntries.of(
                    List.of(CopiedFile.of(FileSource.path(directory.resolve("no")), "/a"))))
        .hasMessageContaining("there is no such file");
  }

  private static void put(JarOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static String text(FileEntry entry) throws IOException {
    try (InputStream in = entry.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_file_for_a_path_that_names_a_directory_is_refused() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> FileEntries.of(List.of(CopiedFile.of(FileSource.text("x"), "/opt/app/"))))
        .withMessageContainingAll("\"/opt/app/\", which names a directory", "/opt/app/file.txt");
  }
}
