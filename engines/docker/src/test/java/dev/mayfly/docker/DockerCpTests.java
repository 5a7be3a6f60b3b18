package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is copied in and out is exactly what {@code docker cp} leaves. */
@Tag("docker")
class DockerCpTests {

  private static Containers containers;
  private static RunningContainer box;

  @TempDir private Path folder;
  private Path source;

  @BeforeAll
  static void start_a_container() {
    DockerCommand.require();
    containers = Containers.open();
    box = containers.start(ContainerSpec.of("busybox:1.35").command("sleep", "600"));
  }

  @AfterAll
  static void end() {
    if (containers != null) {
      containers.close();
    }
  }

  /** One of each kind, with odd modes, times and names. */
  @BeforeEach
  void make_a_source() throws IOException, InterruptedException {
    source = Files.createDirectory(folder.resolve("source"));
    sh(
        """
        mkdir private shared 'with blank' empty
        echo program > private/run; chmod 4750 private/run
        echo secret > private/key; chmod 600 private/key
        chmod 700 private; chmod 2775 shared; chmod 1777 empty
        echo text > 'with blank/a\\b.txt'; echo umlaut > 'with blank/grüße.txt'
        ln -s private/run link; ln -s private dirlink; ln -s . loop; ln -s ../first private/up
        ln -s /etc/hostname absolute; ln -s nowhere dangling; ln -s ünder utf8link
        echo twice > first; ln first second
        mkfifo fifo
        head -c 100000 /dev/urandom > big
        touch -d '2001-02-03 04:05:06' first private
        """);
  }

  private void sh(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-ec", script).directory(source.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private int id(String attribute) throws IOException {
    return (Integer) Files.getAttribute(source, attribute);
  }

  private CopiedFile file(Path path, String target) throws IOException {
    return CopiedFile.of(FileSource.path(path), target).owner(id("unix:uid"), id("unix:gid"));
  }

  private String list(String path) {
    String script =
        """
        cd "$1" && find . | sort | while read -r f; do
          stat -c '%n %A %u:%g %h %N' "$f"
          [ -L "$f" ] && continue
          [ -d "$f" ] && [ "$f" != ./private ] || stat -c '%Y' "$f"
          [ -f "$f" ] && md5sum < "$f"
        done
        true
        """;
    return box.exec("sh", "-c", script, "sh", path).orThrow().stdout();
  }

  @ParameterizedTest
  @CsvSource({
    "nothing there,          /new,     true",
    "a directory,            /dir,     mkdir /dir; touch -t 200102030405 /dir/kept; chmod 1777 /dir; chown 7:8 /dir",
    "one below it,           /dir,     mkdir -p /dir/private /dir/empty; chown 9:9 /dir/*; chmod 555 /dir/empty",
    "a link to a directory,  /link,    mkdir /dir; chown 7:8 /dir; ln -s dir /link",
    "links to a link,        /a,       mkdir -p /x/y; chmod 711 /x/y; ln -s b /a; ln -s x/y /b",
    "a link to nothing,      /link,    mkdir /x; ln -s /x/none /link",
    "files there,            /dir,     mkdir /dir; echo old > /dir/first; ln -s /none /dir/big; mkfifo /dir/link",
  })
  void a_directory_is_copied_in_as_docker_cp_does(String what, String target, String setup)
      throws IOException {
    String clean = "cd /; rm -rf /new /dir /link /a /b /x; " + setup;
    box.exec("sh", "-c", clean).orThrow();
    DockerCommand.run("cp", source + "/.", box.id() + ":" + target);
    String wanted = list(target + "/") + list("/x") + list("/dir");

    box.exec("sh", "-c", clean).orThrow();
    box.copyIn(file(source, target));

    assertThat(list(target + "/") + list("/x") + list("/dir"))
        .as(what)
        .contains("grüße.txt", "a\\b.txt")
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "nothing there,    /new",
    "a file,           /file",
    "a link to a file, /link",
    "a dangling link,  /dangling",
  })
  void a_file_is_copied_in_as_docker_cp_does(String what, String target) throws IOException {
    String clean =
        "rm -rf /new /file /link /dangling /x; mkdir /x; echo old > /file; chmod 640 /file;"
            + " ln -s /file /link; ln -s /x/new /dangling; touch -t 200102030405 /file";
    String look =
        "for f in /new /file /link /dangling /x/*; do stat -c '%N %A %u:%g %s' $f;"
            + " [ -L $f ] || stat -c %Y $f; done; true";
    Path program = source.resolve("private/run");
    box.exec("sh", "-c", clean).orThrow();
    DockerCommand.run("cp", program.toString(), box.id() + ":" + target);
    String wanted = box.exec("sh", "-c", look).stdout();

    box.exec("sh", "-c", clean).orThrow();
    box.copyIn(file(program, target));

    assertThat(box.exec("sh", "-c", look).stdout()).as(what).isEqualTo(wanted);
  }

  /**
   * Here {@code docker cp} refuses, since the links lead out of the directory that it writes to.
   */
  @Test
  void links_that_lead_upwards_and_out_stay_links() throws Exception {
    sh("ln -s ../../../etc private/out");
    box.exec("mkdir", "/upwards").orThrow();

    box.copyIn(file(source, "/upwards"));
    box.copyOut("/upwards/private", folder.resolve("upwards"));

    assertThat(box.exec("readlink", "/upwards/private/out").stdout()).isEqualTo("../../../etc\n");
    assertThat(Files.readSymbolicLink(folder.resolve("upwards/out"))).hasToString("../../../etc");
  }

  @Test
  void a_link_to_a_directory_is_followed_and_its_sockets_are_left_out() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link to source"), source);
    // a socket's path is short
    Path socket = Files.createTempDirectory(Path.of("/tmp"), "cp").resolve("s");
    try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      open.bind(UnixDomainSocketAddress.of(socket));
      Files.move(socket, source.resolve("socket"));
      DockerCommand.run("cp", link + "/.", box.id() + ":/followed");
      box.copyIn(file(link, "/followed-too"));
    } finally {
      Files.delete(socket.getParent());
    }

    assertThat(list("/followed-too")).doesNotContain("socket").isEqualTo(list("/followed"));
  }

  @Test
  void a_directory_is_copied_out_as_docker_cp_does() throws IOException {
    box.exec(
            "sh",
            "-c",
            """
            mkdir -p /out/ro /out/private; cd /out
            echo program > private/run; chmod 4751 private/run; chmod 700 private
            echo one > first; ln first second; ln -s first link; ln -s private dirlink; ln -s . loop
            ln -s nowhere dangling; ln -s /etc/absolute absolute; ln -s ünder utf8link
            echo umlaut > grüße; echo back > 'a\\b'; touch ro/file; chmod 555 ro; chmod 1777 .
            touch -t 200102030405 first private
            """)
        .orThrow();
    DockerCommand.run("cp", box.id() + ":/out", folder.resolve("wanted").toString());

    box.copyOut("/out", folder.resolve("seen"));

    assertThat(listed(folder.resolve("seen"))).isEqualTo(listed(folder.resolve("wanted")));
    Path kept = Files.createDirectories(folder.resolve("there/private")).getParent();
    Files.writeString(kept.resolve("kept"), "kept");
    Files.writeString(kept.resolve("first"), "old");
    Path keptToo = Files.createDirectories(folder.resolve("there too/private")).getParent();
    Files.writeString(keptToo.resolve("kept"), "kept");
    Files.writeString(keptToo.resolve("first"), "old");
    Files.setLastModifiedTime(kept.resolve("kept"), FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(keptToo.resolve("kept"), FileTime.from(Instant.EPOCH));

    DockerCommand.run("cp", box.id() + ":/out/.", kept.toString());
    box.copyOut("/out", keptToo);

    Map<String, String> there = listed(keptToo);
    there.put("", String.valueOf(there.get("")).replaceFirst(" .*", "")); // its time is now
    Map<String, String> wanted = listed(kept);
    wanted.put("", String.valueOf(wanted.get("")).replaceFirst(" .*", ""));
    assertThat(there).isEqualTo(wanted);
  }

  private static Map<String, String> listed(Path root) throws IOException {
    Map<String, String> listed = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        listed.put(root.relativize(path).toString(), line(path));
      }
    }
    return listed;
  }

  private static String line(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    Object mode = Files.getAttribute(path, "unix:mode");
    String line =
        "%o %s".formatted(mode, Files.getLastModifiedTime(path).toInstant().getEpochSecond());
    return Files.isRegularFile(path)
        ? line + " " + Files.getAttribute(path, "unix:nlink") + " " + Files.readString(path)
        : line;
  }
}
