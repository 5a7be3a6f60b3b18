package dev.mayfly.engine;

import dev.mayfly.engine.FileEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The file system of a container, an image or a volume, with volumes mounted. Thread-safe. */
final class MemoryFiles {

  private record Mounted(MemoryFiles files, boolean readOnly) {}

  private record Place(MemoryFiles files, String path, boolean readOnly) {}

  private final NavigableMap<String, FileEntry> entries = new TreeMap<>();
  private final Map<String, Mounted> mounts = new HashMap<>();

  MemoryFiles() {
    entries.put("/", FileEntry.directory("/", 0755, 0, 0));
    entries.put("/tmp", FileEntry.directory("/tmp", 01777, 0, 0));
  }

  /** The same files, without what is mounted. */
  synchronized MemoryFiles copy() {
    MemoryFiles copy = new MemoryFiles();
    copy.entries.putAll(entries);
    return copy;
  }

  synchronized void mount(String path, MemoryFiles files, boolean readOnly) {
    mounts.put(path, new Mounted(files, readOnly));
  }

  /** Writes an entry, with the directories above it. */
  void put(FileEntry entry) {
    Place place = place(entry.path());
    if (place.readOnly()) {
      throw new UncheckedIOException(new IOException("Read-only file system: " + entry.path()));
    }
    place.files().putHere(place.path(), held(entry));
  }

  /** Writes a new file, as a program that runs as root does. */
  void write(String path, byte[] bytes) {
    put(FileEntry.file(path, 0644, 0, 0, bytes.length, () -> new ByteArrayInputStream(bytes)));
  }

  private synchronized void putHere(String path, FileEntry entry) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String above = path.substring(0, slash);
      entries.putIfAbsent(above, FileEntry.directory(above, 0755, 0, 0));
    }
    FileEntry there = entries.get(path);
    if (there != null && there.isDirectory() != entry.isDirectory()) {
      throw new EngineException(
          400, "cannot overwrite " + there.kind().words() + " \"" + path + "\"");
    }
    entries.put(path, entry);
  }

  /** What is at a path, with one link followed. */
  PathState state(String path) {
    FileEntry there = find(path).orElse(null);
    if (there != null && there.kind() == Kind.SYMBOLIC_LINK) {
      String target = there.linkTarget();
      return new PathState(target, find(target).map(FileEntry::kind).orElse(null));
    }
    return new PathState(path, there == null ? null : there.kind());
  }

  private static FileEntry held(FileEntry entry) {
    if (entry.kind() != Kind.FILE) {
      return entry;
    }
    try (InputStream content = entry.content().open()) {
      byte[] bytes = content.readAllBytes();
      return FileEntry.file(
              entry.path(),
              entry.mode(),
              entry.userId(),
              entry.groupId(),
              bytes.length,
              () -> new ByteArrayInputStream(bytes))
          .modified(entry.modified());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<FileEntry> find(String path) {
    Place place = place(path);
    return place.files().findHere(place.path());
  }

  private synchronized Optional<FileEntry> findHere(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /** The bytes of a file, if there is one. */
  Optional<byte[]> read(String path) {
    return find(path).filter(entry -> !entry.isDirectory()).map(MemoryFiles::bytes);
  }

  private static byte[] bytes(FileEntry entry) {
    try (InputStream content = entry.content().open()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An entry and all below it, each named relative to the parent of {@code path}. */
  List<FileEntry> tree(String path) {
    Place place = place(path);
    return place.files().treeHere(place.path(), path.substring(path.lastIndexOf('/') + 1));
  }

  private synchronized List<FileEntry> treeHere(String path, String name) {
    String below = path.equals("/") ? "/" : path + "/";
    List<FileEntry> found = new ArrayList<>();
    entries.forEach(
        (entryPath, entry) -> {
          if (entryPath.equals(path)) {
            found.add(entry.path(name));
          } else if (entryPath.startsWith(below)) {
            FileEntry named = entry.path(name + "/" + entryPath.substring(below.length()));
            found.add(
                entry.kind() == Kind.HARD_LINK
                    ? named.linkTarget(name + "/" + entry.linkTarget().substring(below.length()))
                    : named);
          }
        });
    return found;
  }

  private synchronized Place place(String path) {
    String best = "";
    for (String mount : mounts.keySet()) {
      boolean below = path.equals(mount) || path.startsWith(mount + "/");
      best = below && mount.length() > best.length() ? mount : best;
    }
    if (best.isEmpty()) {
      return new Place(this, path, false);
    }
    String rest = path.equals(best) ? "/" : path.substring(best.length());
    Mounted mounted = mounts.get(best);
    return new Place(mounted.files(), rest, mounted.readOnly());
  }
}
