package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEntriesTests {

  @TempDir private Path directory;

  private static List<FileEntry> entries(FileSource source, String path) {
    return FileEntries.of(List.of(CopiedFile.of(source, path)));
  }

  private List<FileEntry> entries(Path source) {
    return entries(FileSource.path(source), "/x");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static String text(FileEntry entry) throws IOException {
    try (InputStream in = entry.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

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
  void a_directory_is_copied_with_all_below_it_and_keeps_its_modes_and_times() throws IOException {
    Path x = Files.createDirectories(directory.resolve("x"));
    Path script = Files.writeString(x.resolve("run.sh"), "#!");
    Files.setAttribute(script, "unix:mode", 04751);
    Files.setLastModifiedTime(script, FileTime.from(Instant.EPOCH));
    Files.setAttribute(x, "unix:mode", 02700);

    List<FileEntry> entries = entries(FileSource.path(directory), "/opt/app");

    assertThat(entries)
        .extracting(FileEntry::path)
        .containsExactly("/opt/app", "/opt/app/x", "/opt/app/x/run.sh");
    assertThat(entries.get(1).mode()).isEqualTo(02700);
    assertThat(entries.get(2).mode()).isEqualTo(04751);
    assertThat(entries.get(2).modified()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void a_mode_is_that_of_files_and_their_directories_can_be_searched() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));

    assertThat(
            FileEntries.of(
                List.of(CopiedFile.of(FileSource.path(directory), "/x").mode(0640).owner(1, 2))))
        .extracting(FileEntry::mode, FileEntry::userId, FileEntry::groupId)
        .containsExactly(tuple(0750, 1, 2), tuple(0640, 1, 2), tuple(0777, 1, 2));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void a_link_is_followed_if_it_is_named_itself_and_stays_a_link_within_a_directory()
      throws IOException {
    Path real = Files.createDirectories(directory.resolve("real/sub")).getParent();
    Files.writeString(real.resolve("file"), "content");
    Files.createSymbolicLink(real.resolve("a"), Path.of("sub"));
    Files.createSymbolicLink(real.resolve("b"), Path.of("../nowhere"));
    Files.createSymbolicLink(real.resolve("c"), Path.of("c"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    Path toFile = Files.createSymbolicLink(directory.resolve("to file"), real.resolve("file"));

    assertThat(entries(link))
        .extracting(FileEntry::path, FileEntry::kind, FileEntry::linkTarget)
        .containsExactly(
            tuple("/x", Kind.DIRECTORY, ""),
            tuple("/x/a", Kind.SYMBOLIC_LINK, "sub"),
            tuple("/x/b", Kind.SYMBOLIC_LINK, "../nowhere"),
            tuple("/x/c", Kind.SYMBOLIC_LINK, "c"),
            tuple("/x/file", Kind.FILE, ""),
            tuple("/x/sub", Kind.DIRECTORY, ""));
    assertThat(text(entries(toFile).get(0))).isEqualTo("content");
  }

  @Test
  void one_file_of_two_names_is_copied_once() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), "once");
    Files.createLink(directory.resolve("second"), first);

    assertThat(entries(directory))
        .extracting(FileEntry::path, FileEntry::kind, FileEntry::linkTarget)
        .containsExactly(
            tuple("/x", Kind.DIRECTORY, ""),
            tuple("/x/first", Kind.FILE, ""),
            tuple("/x/second", Kind.HARD_LINK, "/x/first"));
    assertThat(entries(directory.resolve("second")).get(0).kind()).isEqualTo(Kind.FILE);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_fifo_is_copied_unread_within_a_directory_and_refused_alone() throws Exception {
    Path fifo = directory.resolve("fifo");
    run("mkfifo", fifo.toString());

    assertThat(entries(directory).get(1).kind()).isEqualTo(Kind.FIFO);
    refused(fifo, "it is a FIFO (a named pipe), and only files, directories and links are copied");
  }

  @Test
  void a_socket_is_left_out_of_a_directory_and_refused_alone() throws IOException {
    Path socket = directory.resolve("socket");
    try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      open.bind(UnixDomainSocketAddress.of(socket));

      assertThat(entries(directory)).extracting(FileEntry::path).containsExactly("/x");
      refused(socket, "it is a socket, and only");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void links_that_lead_nowhere_or_in_a_circle_say_so() throws IOException {
    Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
    Path a = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

    refused(dangling, "it is a link to nowhere, and nothing is there");
    refused(a, "it is a link to b, which can't be followed: Too many levels of symbolic links");
    refused(Path.of("/dev/null"), "it is a device, and only");
    refused(directory.resolve("no"), "there is no such file");
  }

  private void refused(Path source, String reason) {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> entries(source))
        .withMessageStartingWith("Can't copy " + source + " into the container: " + reason);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_backslash_and_a_line_end_are_part_of_a_name() throws IOException {
    Files.writeString(directory.resolve("a\\b"), "");
    Files.writeString(directory.resolve("c\nd"), "");

    assertThat(entries(directory)).extracting(FileEntry::path).contains("/x/a\\b", "/x/c\nd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with blank", "grün+%20", "hey!", "hey!/there", "a#b?c"})
  void resources_are_found_in_jars_and_folders_whose_paths_have_any_name(String name)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name).resolve("classes/db/sub"));
    Files.writeString(folder.resolve("two.sql"), "select 2");
    Files.writeString(folder.resolveSibling("one ü.sql"), "select 1");
    Path jar = directory.resolve(name).resolve("lib.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, "db/", "");
      put(out, "db/one ü.sql", "select 1");
      put(out, "db/sub/", "");
      put(out, "db/sub/two.sql", "select 2");
    }

    for (Path root : List.of(directory.resolve(name).resolve("classes"), jar)) {
      resourcesAreRead(root.toUri().toURL());
    }
  }

  private static void resourcesAreRead(URL root) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root}, null)) {
      Thread.currentThread().setContextClassLoader(loader);

      List<FileEntry> all = entries(FileSource.resource("db"), "/d");
      assertThat(all)
          .extracting(FileEntry::path)
          .containsExactly("/d", "/d/one ü.sql", "/d/sub", "/d/sub/two.sql");
      assertThat(text(all.get(3))).isEqualTo("select 2");
      assertThat(text(entries(FileSource.resource("/db/one ü.sql"), "/1.sql").get(0)))
          .isEqualTo("select 1");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void a_class_path_url_may_have_a_blank_as_it_is() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("with blank/db"));
    Files.writeString(classes.resolve("one ü.sql"), "select 1");
    Files.writeString(Files.createDirectory(classes.resolve("sub")).resolve("two.sql"), "select 2");

    resourcesAreRead(new URL("file:" + directory + "/with blank/"));
  }

  @Test
  void a_resource_that_is_not_there_is_named() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> entries(FileSource.resource("nope.sql"), "/a"))
        .withMessageContaining("class path resource nope.sql");
  }

  private static void put(JarOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  @Test
  void a_file_for_a_path_that_names_a_directory_is_refused() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> entries(FileSource.text("x"), "/opt/app/"))
        .withMessageContainingAll("\"/opt/app/\", which names a directory", "/opt/app/file.txt");
  }
}
