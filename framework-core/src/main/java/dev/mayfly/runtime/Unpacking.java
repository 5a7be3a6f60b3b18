package dev.mayfly.runtime;

import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes what comes out of a container to this machine, as what it is there: files, directories,
 * links, with their permissions and times, owned by who runs this JVM. What is in an existing
 * directory stays unless a file of that name comes. Nothing is written through a link that came out
 * or was there. Not thread-safe.
 */
final class Unpacking {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private final Path destination;
  private final Deque<Written> directories = new ArrayDeque<>();

  /** A directory whose permissions wait until all is in it. */
  private record Written(Path path, FileEntry entry) {}

  private Unpacking(Path destination) {
    this.destination = destination;
  }

  /** The first entry becomes {@code destination}, or what that leads to, if it is a link. */
  static Unpacking to(Path destination) throws IOException {
    boolean leads = Files.isSymbolicLink(destination) && Files.exists(destination);
    return new Unpacking(leads ? destination.toRealPath() : destination.toAbsolutePath());
  }

  /**
   * Writes one entry.
   *
   * @param entry whose path is relative to the destination, and empty for the destination itself
   * @throws IOException in words, if something else is in its place or it can't be made here
   */
  void add(FileEntry entry) throws IOException {
    Path target = target(entry.path());
    makeDirectoryAbove(target);
    boolean isDirectory = Files.isDirectory(target, NOFOLLOW);
    if (isDirectory != entry.isDirectory() && Files.exists(target, NOFOLLOW)) {
      throw new IOException(
          isDirectory
              ? target + " is a directory, and a file is to be there; write the file's whole path"
              : target + " is no directory, and a directory is to be there");
    }
    if (entry.isDirectory()) {
      if (!isDirectory) {
        Files.createDirectory(target);
      }
      if (!isDirectory || !entry.path().isEmpty()) {
        directories.push(new Written(target, entry));
      }
    } else {
      Files.deleteIfExists(target);
      write(entry, target);
    }
  }

  /** Below the destination, whatever the container says. */
  private Path target(String path) throws IOException {
    Path target = path.isEmpty() ? destination : FileNames.resolve(destination, path).normalize();
    if (!target.startsWith(destination.normalize()) && !path.isEmpty()) {
      throw new IOException("The container's archive leads outside: " + Printable.line(path));
    }
    return target;
  }

  private void makeDirectoryAbove(Path target) throws IOException {
    Path above = target.getParent();
    if (above == null) {
      return;
    }
    if (target.equals(destination)) {
      Files.createDirectories(above);
    } else if (!Files.isDirectory(above, NOFOLLOW)) {
      if (Files.exists(above, NOFOLLOW)) {
        throw new IOException(above + " is no directory, and a file is to be in it");
      }
      makeDirectoryAbove(above);
      Files.createDirectory(above);
    } else if (!above.equals(destination)) {
      makeDirectoryAbove(above);
    }
  }

  private void write(FileEntry entry, Path target) throws IOException {
    switch (entry.kind()) {
      case FILE -> {
        try (InputStream in = entry.content().open()) {
          Files.copy(in, target);
        }
        finish(target, entry);
      }
      case SYMBOLIC_LINK ->
          Files.createSymbolicLink(
              target, FileNames.resolve(target.getFileSystem().getPath(""), entry.linkTarget()));
      case HARD_LINK -> Files.createLink(target, target(entry.linkTarget()));
      default ->
          throw new IOException(
              Printable.line(entry.path())
                  + " is a "
                  + entry.kind().words()
                  + ", which can't be made here; copy out what is beside it");
    }
  }

  /** Gives directories the permissions and times that they have in the container. */
  void finish() throws IOException {
    while (!directories.isEmpty()) {
      Written directory = directories.pop();
      finish(directory.path(), directory.entry());
    }
  }

  private static void finish(Path target, FileEntry entry) throws IOException {
    try {
      Files.setAttribute(target, "unix:mode", entry.mode(), NOFOLLOW);
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      // a file system without permissions
    }
    Instant modified = entry.modified();
    if (modified != null) {
      Files.setLastModifiedTime(target, FileTime.from(modified));
    }
  }
}
