package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Copies files of one container to this machine. */
final class CopyOut {

  /** As much as is kept of a command's output. */
  private static final int MOST_IN_MEMORY = 16 << 20;

  private final ContainerEngine engine;
  private final String id;

  CopyOut(ContainerEngine engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /** The content of one file. */
  byte[] read(String containerPath) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    engine.copyOut(
        id,
        containerPath,
        entry -> {
          requireReadable(entry, Printable.line(containerPath));
          try (InputStream in = entry.content().open()) {
            in.transferTo(content);
          }
        });
    return content.toByteArray();
  }

  private static void requireReadable(FileEntry entry, String path) {
    if (entry.kind() != Kind.FILE) {
      throw new MayflyException(
          path
              + " is a "
              + entry.kind().words()
              + (entry.isDirectory() ? "; use copyOut(…)." : ", which has no content to read."));
    }
    if (entry.size() > MOST_IN_MEMORY) {
      throw new MayflyException(
          path
              + " has "
              + entry.size()
              + " bytes, and readFile(…) keeps at most 16 MiB in memory; use copyOut(…), which writes"
              + " a file of this machine.");
    }
  }

  /**
   * A file or directory, which becomes {@code destination}; what is in a directory of that name
   * stays.
   */
  void to(String containerPath, Path destination) {
    String what = "Copying " + Printable.line(containerPath) + " out of container " + id;
    try {
      Unpacking unpacking = Unpacking.to(destination);
      engine.copyOut(id, containerPath, entry -> add(entry, unpacking, what));
      unpacking.finish();
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  private static void add(FileEntry entry, Unpacking unpacking, String what) {
    try {
      unpacking.add(below(entry));
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  private static MayflyException failed(String what, IOException e) {
    return new MayflyException(what + ": " + Printable.line(Unreadable.reason(e)), e);
  }

  /** The first name of a path is the copied file's own; the rest is its place below it. */
  private static FileEntry below(FileEntry entry) {
    FileEntry placed = entry.path(withoutFirst(entry.path()));
    return entry.kind() == Kind.HARD_LINK
        ? placed.linkTarget(withoutFirst(entry.linkTarget()))
        : placed;
  }

  private static String withoutFirst(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(slash + 1);
  }
}
