package dev.mayfly.docker;

import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileNames;
import dev.mayfly.engine.HostFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the files of a build's context as Docker's client does: links stay links, sockets are left
 * out, a directory that is ignored is not looked into unless an exception may lie in it.
 */
final class ContextWalk {

  private final Path folder;
  private final IgnoreRules rules;
  private final Set<String> always;
  private final HostFiles files = new HostFiles();
  private final List<FileEntry> found = new ArrayList<>();

  private ContextWalk(Path folder, IgnoreRules rules, Set<String> always) {
    this.folder = folder;
    this.rules = rules;
    this.always = always;
  }

  /**
   * All that is sent, by paths relative to the folder.
   *
   * @param always what is sent though it may be ignored: the engine reads it, and drops it then
   */
  static List<FileEntry> of(Path folder, Set<String> always) throws IOException {
    IgnoreRules rules = IgnoreRules.of(folder);
    ContextWalk walk = new ContextWalk(folder, rules, always);
    walk.add(folder, rules.ofContext());
    return walk.found;
  }

  private void add(Path directory, IgnoreRules.Verdict above) throws IOException {
    for (Path path : list(directory)) {
      String name = FileNames.of(folder.relativize(path));
      IgnoreRules.Verdict verdict = rules.of(name, above);
      if (!verdict.isIgnored() || always.contains(name)) {
        add(path, name);
      }
      boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      if (isDirectory && (!verdict.isIgnored() || mayBeSentBelow(name))) {
        add(path, verdict);
      }
    }
  }

  private boolean mayBeSentBelow(String name) {
    return rules.mayExceptBelow(name)
        || always.stream().anyMatch(sent -> sent.startsWith(name + "/"));
  }

  private void add(Path path, String name) throws IOException {
    FileEntry entry = files.read(path, name);
    if (entry.kind() == Kind.FILE && !Files.isReadable(path)) {
      throw new IOException("no permission to read " + path);
    }
    if (entry.kind() == Kind.DEVICE) {
      throw new IOException(path + " is a device, which is no part of an image");
    }
    if (entry.kind() != Kind.SOCKET) {
      found.add(entry);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to look into " + directory, e);
    }
  }
}
