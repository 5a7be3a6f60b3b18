package dev.mayfly.runtime;

import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.ParentImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells builds apart by all that enters an image: files with their modes and links, the Dockerfile,
 * arguments, target, platform, labels and the bases by their ids. Neither where the files lie nor
 * when they were changed counts, nor secrets and caches, which leave no trace in an image.
 */
final class BuildKey {

  /** Changes when the same inputs may make another image. */
  private static final String FORM = "1";

  private BuildKey() {}

  /**
   * The digest of a build's inputs, in hexadecimal digits.
   *
   * @param files of the context
   * @param bases the ids of the images that it begins with or copies from
   * @throws IOException if a file can't be read
   */
  static String of(
      ImageBuild build,
      List<FileEntry> files,
      Map<ParentImage, String> bases,
      EntryText.Digester digester)
      throws IOException {
    StringBuilder text = new StringBuilder("form " + FORM + "\n");
    Dockerfile written = build.written();
    line(text, "dockerfile", written == null ? build.dockerfile() : "");
    line(text, "written", written == null ? "" : written.text());
    line(text, "target", String.valueOf(build.target()));
    line(text, "platform", String.valueOf(build.platform()));
    lines(text, "argument", build.arguments());
    lines(text, "label", build.labels());
    Map<String, String> named = new TreeMap<>();
    bases.forEach((base, id) -> named.put(base.name() + " for " + base.platform(), id));
    lines(text, "base", named);
    for (FileEntry file : files) {
      text.append("file ").append(EntryText.of(file, digester)).append('\n');
    }
    return Digest.of(text.toString());
  }

  private static void lines(StringBuilder text, String word, Map<String, String> values) {
    new TreeMap<>(values).forEach((name, value) -> line(text, word, name, value));
  }

  private static void line(StringBuilder text, String word, String... values) {
    text.append(word);
    Stream.of(values).map(EntryText::quoted).forEach(value -> text.append(' ').append(value));
    text.append('\n');
  }
}
