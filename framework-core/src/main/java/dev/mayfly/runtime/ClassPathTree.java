package dev.mayfly.runtime;

import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** A file or directory of the class path as it is copied, from a folder or from inside a jar. */
final class ClassPathTree {

  private static final String IN_JAR = "!/";

  private ClassPathTree() {}

  /**
   * The file or directory, which has the empty path, and all below it.
   *
   * @throws IOException that says in words what can't be read
   */
  static List<FileEntry> read(String name) throws IOException {
    URL url = loader().getResource(name);
    if (url == null) {
      throw new IOException("there is none with that name");
    }
    if (url.getProtocol().equals("file")) {
      return HostTree.read(path(url));
    }
    for (int at = url.getPath().indexOf(IN_JAR); at >= 0; at = next(url, at)) {
      Path jar = jarBefore(url, at);
      if (jar != null) {
        try (JarFile opened = new JarFile(jar.toFile())) {
          return inJar(opened, decoded(url.getPath().substring(at + IN_JAR.length())));
        }
      }
    }
    return elsewhere(url);
  }

  private static int next(URL url, int at) {
    return url.getPath().indexOf(IN_JAR, at + 1);
  }

  /** A folder's name may end with an exclamation mark, so the first one is not always the jar's. */
  private static @Nullable Path jarBefore(URL url, int at) throws IOException {
    String inner = url.getPath().substring(0, at);
    if (!url.getProtocol().equals("jar") || !inner.startsWith("file:")) {
      return null;
    }
    Path jar = path(new URL(inner));
    boolean isLast = next(url, at) < 0; // else it is a jar within the jar
    return isLast && Files.isRegularFile(jar) ? jar : null;
  }

  /** As in a jar within a jar, which has a URL connection of its own. */
  private static List<FileEntry> elsewhere(URL url) throws IOException {
    if (url.openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        return inJar(jar, connection.getEntryName());
      }
    }
    try (InputStream in = url.openStream()) {
      return List.of(FileEntries.bytes("", in.readAllBytes()));
    }
  }

  private static List<FileEntry> inJar(JarFile jar, String name) throws IOException {
    String directory = name.endsWith("/") ? name : name + "/";
    List<ZipEntry> below =
        jar.stream()
            .map(ZipEntry.class::cast)
            .filter(entry -> entry.getName().startsWith(directory))
            .sorted(Comparator.comparing(ZipEntry::getName))
            .toList();
    if (below.isEmpty()) {
      return List.of(FileEntries.bytes("", bytes(jar, jar.getEntry(name))));
    }
    List<FileEntry> entries = new ArrayList<>();
    if (!below.get(0).getName().equals(directory)) {
      entries.add(FileEntry.directory("", 0755, 0, 0));
    }
    for (ZipEntry entry : below) {
      String path = entry.getName().substring(directory.length()).replaceFirst("/$", "");
      entries.add(
          entry.isDirectory()
              ? FileEntry.directory(path, 0755, 0, 0)
              : FileEntries.bytes(path, bytes(jar, entry)));
    }
    return entries;
  }

  private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** Not all class loaders write URLs that are URIs: some leave blanks as they are. */
  private static Path path(URL url) {
    try {
      return Path.of(URI.create(encoded(url.toString())));
    } catch (IllegalArgumentException e) {
      return Path.of(url.getPath());
    }
  }

  /** With what URIs don't allow encoded. */
  private static String encoded(String url) {
    StringBuilder uri = new StringBuilder();
    for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && "\"<>\\^`{|}[]".indexOf(b) < 0;
      uri.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return uri.toString();
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClassPathTree.class.getClassLoader() : context;
  }
}
