package dev.mayfly.jdbc.filling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of a folder on the class path or on disk, and what they hold all together. */
final class MigrationFiles {

  private static final String ON_DISK = "filesystem:";
  private static final String ON_CLASS_PATH = "classpath:";

  private final TreeMap<String, byte[]> contents = new TreeMap<>();

  private MigrationFiles() {}

  /**
   * What tells whether files have changed.
   *
   * @param folders {@code filesystem:path}, {@code classpath:db/migration} or {@code db/migration}
   * @throws UncheckedIOException if one of them has no files, or they can't be read
   */
  static String hash(List<String> folders) {
    MigrationFiles files = new MigrationFiles();
    try {
      for (String folder : folders) {
        if (!files.add(folder)) {
          throw new IOException("there are no files in " + folder);
        }
      }
      return files.hash();
    } catch (IOException e) {
      throw new UncheckedIOException("Migrations can't be read: " + e.getMessage(), e);
    }
  }

  /** Says whether there are any files. */
  private boolean add(String folder) throws IOException {
    if (folder.startsWith(ON_DISK)) {
      return addFolder(Path.of(folder.substring(ON_DISK.length())));
    }
    String name = folder.startsWith(ON_CLASS_PATH) ? folder.substring(10) : folder;
    String relative = name.startsWith("/") ? name.substring(1) : name;
    ClassLoader loader =
        Objects.requireNonNullElseGet(
            Thread.currentThread().getContextClassLoader(), MigrationFiles.class::getClassLoader);
    boolean any = false;
    for (URL found : Collections.list(loader.getResources(relative))) {
      any |=
          found.getProtocol().equals("file")
              ? addFolder(Path.of(URI.create(found.toString())))
              : addJar(found.openConnection());
    }
    return any;
  }

  private boolean addFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    boolean any = false;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readAllBytes(file));
        any = true;
      }
    }
    return any;
  }

  private boolean addJar(URLConnection connection) throws IOException {
    if (!(connection instanceof JarURLConnection inJar)) {
      throw new IOException(connection.getURL() + " is neither in a folder nor in a jar");
    }
    boolean any = false;
    inJar.setUseCaches(false);
    try (JarFile jar = inJar.getJarFile()) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory() && entry.getName().startsWith(inJar.getEntryName())) {
          try (InputStream content = jar.getInputStream(entry)) {
            contents.put(inJar.getJarFileURL() + "!" + entry.getName(), content.readAllBytes());
            any = true;
          }
        }
      }
    }
    return any;
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (name, bytes) -> {
            digest.update((name + "\0" + bytes.length + "\0").getBytes(UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
