package dev.mayfly.runtime;

import dev.mayfly.engine.FileEntry;
import java.io.IOException;

/** Writes files down by what they are and hold, and not by where they come from. */
final class EntryText {

  private EntryText() {}

  /** Tells what is in a file. */
  @FunctionalInterface
  interface Digester {
    String of(FileEntry.Content content) throws IOException;
  }

  /**
   * One of them; equal texts are equal files.
   *
   * @throws IOException if its content can't be read
   */
  static String of(FileEntry entry) throws IOException {
    return of(entry, content -> Digest.of(content.open()));
  }

  static String of(FileEntry entry, Digester digester) throws IOException {
    return quoted(entry.path())
        + " "
        + entry.kind()
        + " "
        + entry.mode()
        + " "
        + entry.userId()
        + ":"
        + entry.groupId()
        + " "
        + digester.of(entry.content())
        + quoted(entry.linkTarget());
  }

  static String quoted(String plain) {
    return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
