package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageBuild;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Contexts of builds, which are described in a file, and what {@code docker build} makes of each,
 * which was recorded in another one.
 */
final class BuildCorpus {

  /** What is recorded where the build is refused. */
  static final String REFUSED = "refused";

  private static final List<String> USUAL =
      List.of(
          "a.txt",
          "b.txt",
          "src/a.txt",
          "src/b.md",
          "src/deep/a.txt",
          "src/deep/c/d.txt",
          "docs/a.md");
  private static final String DOCKERFILE = "FROM scratch\nCOPY . /x\n";

  private BuildCorpus() {}

  /** One context. */
  record Case(String name, List<String> lines) {

    @Override
    public String toString() {
      return name;
    }

    /** Whether more is in it than plain files, or rules for what the engine drops by itself. */
    boolean needsEngine() {
      return lines.stream()
          .anyMatch(line -> !line.matches("[if].*") || line.matches("i .*ocker.*|f .* [0-7]{4}"));
    }

    /** Writes its files below a folder, and tells the build. */
    ImageBuild make(Path folder) throws IOException {
      Path context = Files.createDirectories(folder.resolve(name).resolve("context"));
      List<String> rules = new ArrayList<>();
      Map<Path, Integer> modes = new TreeMap<>(Comparator.reverseOrder());
      String dockerfile = "Dockerfile";
      for (String path : lines.contains("only") ? List.<String>of() : USUAL) {
        write(context.resolve(path), path);
      }
      for (String line : lines) {
        String[] words = line.split(" ");
        Path path = context.resolve(words.length > 1 ? words[1] : "");
        switch (words[0]) {
          case "i" -> rules.add(line.length() > 2 ? line.substring(2) : "");
          case "b" -> dockerfile = line.substring(2);
          case "d" -> Files.createDirectories(path);
          case "l" -> Files.createSymbolicLink(parented(path), Path.of(words[2]));
          case "h" -> Files.createLink(parented(path), context.resolve(words[2]));
          case "p" -> fifo(path);
          case "s" -> socket(path);
          case "f" -> file(context, line.substring(2), modes);
          default -> assertThat(line).isEqualTo("only");
        }
        if (words[0].equals("d") && words.length > 2) {
          modes.put(path, Integer.parseInt(words[2], 8));
        }
      }
      if (!rules.isEmpty()) {
        write(context.resolve(".dockerignore"), String.join("\n", rules) + "\n");
      }
      Path file = context.resolve(dockerfile);
      write(Files.exists(file) ? file.toRealPath() : file.normalize(), DOCKERFILE);
      for (Map.Entry<Path, Integer> mode : modes.entrySet()) {
        Files.setAttribute(mode.getKey(), "unix:mode", mode.getValue());
      }
      return ImageBuild.of(context).dockerfile(dockerfile);
    }

    private static void file(Path context, String line, Map<Path, Integer> modes)
        throws IOException {
      boolean hasMode = line.matches(".* [0-7]{4}");
      String name = hasMode ? line.substring(0, line.length() - 5) : line;
      write(context.resolve(name), name);
      if (hasMode) {
        modes.put(context.resolve(name), Integer.parseInt(line.substring(line.length() - 4), 8));
      }
    }

    private static Path parented(Path path) throws IOException {
      Files.createDirectories(path.getParent());
      return path;
    }

    private static void write(Path path, String content) throws IOException {
      Files.writeString(parented(path), content);
      Files.setAttribute(path, "unix:mode", 0644);
    }

    private static void fifo(Path path) throws IOException {
      Process process = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
      assertThat(process.onExit().join().exitValue()).isZero();
    }

    /** Its path may be longer than a socket's may be when it is made. */
    private static void socket(Path path) throws IOException {
      Path folder = Files.createTempDirectory(Path.of("/tmp"), "s");
      try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        open.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        Files.move(folder.resolve("s"), path);
      } finally {
        Files.delete(folder);
      }
    }
  }

  static Stream<Case> cases() {
    return sections("build-contexts.txt", "= ").entrySet().stream()
        .map(section -> new Case(section.getKey(), section.getValue()));
  }

  /** What {@code docker build} made of each, by its name. */
  static Map<String, List<String>> recorded() {
    return sections("build-contexts-docker.txt", "");
  }

  private static Map<String, List<String>> sections(String file, String prefix) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : read(file).split("\n")) {
      if (line.startsWith("== ")) {
        lines = new ArrayList<>();
        assertThat(sections.put(line.substring(3), lines)).as(line).isNull();
      } else if (!line.startsWith("#")) {
        lines.add(plain(line.substring(Math.min(line.length(), prefix.length()))));
      }
    }
    return sections;
  }

  private static String read(String file) {
    try (InputStream in = BuildCorpus.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String line) {
    return line.replace("\\\\", "\u0001")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\uFEFF", "\uFEFF")
        .replace('\u0001', '\\');
  }

  /** How an entry is recorded: its path, kind, mode and size or target. */
  static String line(String path, FileEntry entry, long size) {
    if (entry.kind() == Kind.SYMBOLIC_LINK) {
      return path + " -> " + entry.linkTarget();
    }
    String mode = Integer.toOctalString(entry.mode());
    boolean hasContent = entry.kind() == Kind.FILE || entry.kind() == Kind.HARD_LINK;
    return path
        + " "
        + (hasContent ? "file " + mode + " " + size : entry.kind().words() + " " + mode);
  }

  /** Hard links have the size of what they share. */
  static List<String> lines(List<FileEntry> entries) {
    Map<String, Long> sizes = new TreeMap<>();
    Map<String, String> lines = new TreeMap<>();
    for (FileEntry entry : entries) {
      long size = entry.kind() == Kind.HARD_LINK ? sizes.get(entry.linkTarget()) : entry.size();
      sizes.put(entry.path(), size);
      lines.put(entry.path(), line(entry.path(), entry, size));
    }
    return List.copyOf(lines.values());
  }
}
