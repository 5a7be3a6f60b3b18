package dev.mayfly.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, read for what can be checked in it.
 *
 * @param path the page's file
 * @param text its content
 */
record DocumentPage(Path path, String text) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- include: (?<source>\\S+) -->\n)?```(?<language>\\w*)\n(?<code>.*?)```\n",
          Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)(?<target>[^)#\\s]+)");

  /**
   * A block of code in a page.
   *
   * @param source where the block says that it is included from; empty if it does not say
   */
  record Block(Path page, String language, String source, String code) {}

  /** All Markdown files of a folder, those in folders below it included. */
  static List<DocumentPage> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(DocumentPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DocumentPage read(Path file) {
    try {
      return new DocumentPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      String source = found.group("source") == null ? "" : found.group("source");
      blocks.add(new Block(path, found.group("language"), source, found.group("code")));
    }
    return blocks;
  }

  /** The files that the page's relative links lead to, whether they exist or not. */
  List<Path> linkedFiles() {
    List<Path> files = new ArrayList<>();
    Matcher found = LINK.matcher(text);
    while (found.find()) {
      files.add(path.resolveSibling(found.group("target")).normalize());
    }
    return files;
  }
}
