package dev.mayfly.runtime;

import dev.mayfly.process.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entry of the build's registry, a small file of names and values that is there as a whole or
 * not at all: written beside its place and moved there, and read only if its last line is the
 * digest of the others.
 *
 * @param values names without {@code =}; neither names nor values have line ends
 */
record RegistryEntry(Map<String, String> values) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  RegistryEntry {
    values = Map.copyOf(values);
  }

  /** The value of a name, or the empty text. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** A number, or 0 if it is none. */
  long number(String name) {
    try {
      return Long.parseLong(get(name));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  RegistryEntry with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value.toString().replace('\n', ' ').replace('\r', ' '));
    return new RegistryEntry(more);
  }

  /** Writes it in one step; to be called under a lock, for two writers share the place beside. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    text.append(Digest.of(text.toString())).append('\n');
    WholeFile.write(file, text.toString());
  }

  /** What a file says; nothing if there is none, or if it was cut short or changed. */
  static Optional<RegistryEntry> read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      text = "";
    }
    Optional<RegistryEntry> entry = parse(text);
    if (entry.isEmpty()) {
      LOG.warn("{} is damaged and does not count; what it told of is made anew", file);
    }
    return entry;
  }

  private static Optional<RegistryEntry> parse(String text) {
    int last = text.lastIndexOf('\n', text.length() - 2);
    String body = text.substring(0, last + 1);
    if (!text.equals(body + Digest.of(body) + "\n")) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    for (String line : body.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return Optional.of(new RegistryEntry(values));
  }
}
