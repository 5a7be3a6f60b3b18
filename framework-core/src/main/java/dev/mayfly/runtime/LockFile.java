package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.process.ProcessLock;
import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A build's lock file: a text of one line for each image and platform, sorted, which people commit.
 * JVMs that add to it at once take turns. Thread-safe.
 */
final class LockFile {

  private static final String VERSION = "version 1";
  private static final String HEAD =
      """
      # Which content the images of this build's tests have. Commit it; "mayfly lock" writes it.
      """
          + VERSION
          + "\n";

  private static final Pattern VERSION_LINE = Pattern.compile("version\\s+(\\S+)");
  private static final Pattern MERGE = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
  private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

  private final Path file;
  private final Path turns;

  /**
   * @param turns a folder of this machine in which its JVMs take turns
   */
  LockFile(Path file, Path turns) {
    this.file = file.toAbsolutePath().normalize();
    this.turns = turns;
  }

  /** The one that settings name, or that of the build that this JVM belongs to. */
  static LockFile of(Settings settings) {
    return new LockFile(settings.imageLockFile(), BuildPlace.folder(settings).resolve("locks"));
  }

  Path path() {
    return file;
  }

  /**
   * All its lines, by what they are for; none if there is no file.
   *
   * @throws DeclarationException if it can't be read or understood
   */
  Map<String, LockedImage> read() {
    return text().map(this::lines).orElse(Map.of());
  }

  private Optional<String> text() {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new DeclarationException(
          "The lock file " + file + " can't be read: " + e + ". It must be a text in UTF-8.");
    }
  }

  /** The lines of one image, for each platform that has one. */
  List<LockedImage> of(ImageName image) {
    return read().values().stream().filter(line -> line.image().equals(image)).toList();
  }

  Optional<LockedImage> of(ImageName image, String platform) {
    return of(image).stream().filter(line -> line.platform().equals(platform)).findFirst();
  }

  private Map<String, LockedImage> lines(String text) {
    Map<String, LockedImage> lines = new TreeMap<>();
    Map<String, Integer> numbers = new TreeMap<>();
    boolean hasVersion = false;
    int number = 0;
    for (String written : text.lines().toList()) {
      String line = written.strip();
      number++;
      requireNoMerge(number, line);
      boolean counts = !line.isEmpty() && !line.startsWith("#");
      if (counts && hasVersion) {
        add(lines, numbers, number, line);
      } else if (counts) {
        requireVersion(number, line);
        hasVersion = true;
      }
    }
    if (!hasVersion) {
      throw broken("no line says \"" + VERSION + "\", which comes before all images");
    }
    return lines;
  }

  private void requireNoMerge(int number, String line) {
    if (MERGE.matcher(line).matches()) {
      throw broken(number, "is of a merge that is not done: keep one line for each image");
    }
  }

  private void requireVersion(int number, String line) {
    if (!VERSION_LINE.matcher(line).matches()) {
      throw broken(number, "must be \"" + VERSION + "\", which comes before all images");
    }
    if (!line.replaceAll("\\s+", " ").equals(VERSION)) {
      throw broken(
          number,
          "says \"" + line + "\", and this Mayfly reads version 1; take the Mayfly that wrote it");
    }
  }

  private void add(
      Map<String, LockedImage> lines, Map<String, Integer> numbers, int number, String text) {
    LockedImage line;
    try {
      line = LockedImage.parse(text);
    } catch (IllegalArgumentException e) {
      throw broken(number, "can't be read: " + e.getMessage());
    }
    LockedImage before = lines.put(line.key(), line);
    if (before != null && !before.digest().equals(line.digest())) {
      throw broken(
          number,
          "locks "
              + line.key()
              + " as line "
              + numbers.get(line.key())
              + " does, to another digest");
    }
    numbers.put(line.key(), number);
  }

  private DeclarationException broken(int line, String problem) {
    return broken("line " + line + " " + problem);
  }

  private DeclarationException broken(String problem) {
    return new DeclarationException(
        "The lock file "
            + file
            + " can't be used: "
            + problem
            + ". Mend it, or delete lines and add them anew by \"mayfly lock IMAGE\".");
  }

  /**
   * Puts lines in the place of those that are for the same; the others stay as they are, and so do
   * people's comments, below the head.
   *
   * @throws DeclarationException if what is there can't be understood
   * @throws MayflyException if it can't be written
   */
  void put(Collection<LockedImage> lines) {
    ProcessLock.take(
            turns.resolve(Digest.of(file.toString()).substring(0, 32)),
            "writes " + file,
            LONGEST_TURN,
            BuildFolder.LOCK_ADVICE)
        .holding(
            () -> {
              Map<String, LockedImage> all = new TreeMap<>(read());
              lines.forEach(line -> all.put(line.key(), line));
              write(comments() + text(all.values()));
              return null;
            });
  }

  private String comments() {
    return text()
        .orElse("")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("#") && !HEAD.startsWith(line + "\n"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String text(Collection<LockedImage> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** A link stays one. */
  private void write(String body) {
    String text = HEAD + body;
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      if (!Files.exists(real) || !Files.readString(real, StandardCharsets.UTF_8).equals(text)) {
        WholeFile.write(real, text);
      }
    } catch (IOException e) {
      throw new MayflyException(
          "The lock file "
              + file
              + " can't be written: "
              + e
              + ". Make its folder writable, or write by hand:\n"
              + text,
          e);
    }
  }
}
