package dev.mayfly.runtime;

import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns what a user wants copied into the files and directories of one transfer. */
final class FileEntries {

  private static final int FILE_MODE = 0644;

  private FileEntries() {}

  /**
   * All files and directories, in the order given.
   *
   * @throws DeclarationException if a source can't be read, before anything was copied
   */
  static List<FileEntry> of(List<CopiedFile> files) {
    List<FileEntry> entries = new ArrayList<>();
    for (CopiedFile file : files) {
      int before = entries.size();
      add(file, entries);
      entries.subList(before, entries.size()).forEach(entry -> requireName(file, entry));
    }
    return entries;
  }

  private static void requireName(CopiedFile file, FileEntry entry) {
    if (!entry.directory() && entry.path().endsWith("/")) {
      throw new DeclarationException(
          "A file, "
              + file.source().describe()
              + ", is to be copied to \""
              + entry.path()
              + "\", which names a directory; write the file's whole path, such as \""
              + entry.path()
              + "file.txt\".");
    }
  }

  private static void add(CopiedFile file, List<FileEntry> entries) {
    FileSource source = file.source();
    try {
      if (source instanceof FileSource.Bytes bytes) {
        entries.add(bytes(file, file.containerPath(), bytes.content()));
      } else if (source instanceof FileSource.HostPath host) {
        addTree(file, host.path(), entries);
      } else if (source instanceof FileSource.Resource resource) {
        addResource(file, resource, entries);
      }
    } catch (IOException | URISyntaxException e) {
      throw unreadable(source, String.valueOf(e.getMessage()));
    }
  }

  private static void addTree(CopiedFile file, Path root, List<FileEntry> entries)
      throws IOException {
    if (!Files.isReadable(root)) {
      throw unreadable(
          file.source(), Files.exists(root) ? "no permission to read it" : "there is no such file");
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted()::iterator) {
        String relative = root.relativize(path).toString().replace('\\', '/');
        String target = relative.isEmpty() ? file.containerPath() : join(file, relative);
        entries.add(entry(file, path, target));
      }
    }
  }

  private static FileEntry entry(CopiedFile file, Path path, String target) throws IOException {
    if (Files.isDirectory(path)) {
      int mode = file.mode() < 0 ? 0755 : file.mode() | (file.mode() & 0444) >> 2;
      return FileEntry.directory(target, mode, file.userId(), file.groupId());
    }
    if (!Files.isReadable(path)) {
      throw unreadable(file.source(), "no permission to read " + path);
    }
    int mode = file.mode() < 0 ? modeOf(path) : file.mode();
    return FileEntry.file(
        target,
        mode,
        file.userId(),
        file.groupId(),
        Files.size(path),
        () -> Files.newInputStream(path));
  }

  private static void addResource(
      CopiedFile file, FileSource.Resource resource, List<FileEntry> entries)
      throws IOException, URISyntaxException {
    URL url = loader().getResource(resource.name());
    if (url == null) {
      throw unreadable(resource, "there is none with that name");
    }
    if (url.getProtocol().equals("file")) {
      addTree(file, Path.of(url.toURI()), entries);
    } else if (url.openConnection() instanceof JarURLConnection jar && isDirectory(jar)) {
      addJarDirectory(file, url, entries);
    } else {
      try (InputStream in = url.openStream()) {
        entries.add(bytes(file, file.containerPath(), in.readAllBytes()));
      }
    }
  }

  private static boolean isDirectory(JarURLConnection jar) throws IOException {
    jar.setUseCaches(false);
    try (var opened = jar.getJarFile()) {
      String name = jar.getEntryName();
      String directory = name.endsWith("/") ? name : name + "/";
      return opened.getEntry(directory) != null;
    }
  }

  private static void addJarDirectory(CopiedFile file, URL url, List<FileEntry> entries)
      throws IOException, URISyntaxException {
    String[] parts = url.toURI().toString().split("!", 2);
    Path jar = Path.of(new java.net.URI(parts[0].substring("jar:".length())));
    try (FileSystem system = FileSystems.newFileSystem(jar)) {
      Path root = system.getPath(parts[1]);
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path path : (Iterable<Path>) tree.sorted()::iterator) {
          String relative = root.relativize(path).toString();
          String target = relative.isEmpty() ? file.containerPath() : join(file, relative);
          boolean directory = Files.isDirectory(path);
          entries.add(
              directory
                  ? FileEntry.directory(target, 0755, file.userId(), file.groupId())
                  : bytes(file, target, Files.readAllBytes(path)));
        }
      }
    }
  }

  private static FileEntry bytes(CopiedFile file, String target, byte[] content) {
    int mode = file.mode() < 0 ? FILE_MODE : file.mode();
    return FileEntry.file(
        target,
        mode,
        file.userId(),
        file.groupId(),
        content.length,
        () -> new ByteArrayInputStream(content));
  }

  private static int modeOf(Path path) throws IOException {
    try {
      return (Integer) Files.getAttribute(path, "unix:mode") & 0777;
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return FILE_MODE;
    }
  }

  private static String join(CopiedFile file, String relative) {
    String directory = file.containerPath();
    String clean = relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
    return (directory.endsWith("/") ? directory : directory + "/") + clean;
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? FileEntries.class.getClassLoader() : context;
  }

  private static DeclarationException unreadable(FileSource source, String reason) {
    return new DeclarationException(
        "Can't copy " + source.describe() + " into the container: " + reason + ".");
  }
}
