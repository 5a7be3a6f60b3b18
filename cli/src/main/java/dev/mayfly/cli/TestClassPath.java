package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The class files of a test class path, folders and jars, none of which is loaded. Of entries that
 * are not there it has nothing, as the JVM.
 */
final class TestClassPath implements AutoCloseable {

  private static final String CLASS = ".class";

  private final List<Path> entries;
  private final Map<Path, JarFile> jars = new LinkedHashMap<>();

  private TestClassPath(List<Path> entries) {
    this.entries = entries;
  }

  /**
   * Reads what {@code -cp} of the java command takes, or, after an {@code @}, the name of a file
   * that has it.
   *
   * @throws MayflyException if none of its entries is there, or the first one is no jar
   */
  static TestClassPath open(String given) {
    String text = given.startsWith("@") ? textIn(Path.of(given.substring(1))) : given;
    List<Path> entries = new ArrayList<>();
    for (String entry : text.strip().split(File.pathSeparator, -1)) {
      entries.addAll(entry.endsWith("*") ? jarsIn(entry) : List.of(Path.of(entry)));
    }
    entries.removeIf(entry -> entry.toString().isEmpty() || !Files.exists(entry));
    if (entries.isEmpty()) {
      throw new MayflyException("Nothing of the class path is there: " + text);
    }
    TestClassPath classPath = new TestClassPath(entries);
    classPath.openJars();
    return classPath;
  }

  private static String textIn(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new MayflyException("Can't read the class path in the file " + file + ": " + e, e);
    }
  }

  private static List<Path> jarsIn(String wildcard) {
    File[] jars =
        new File(wildcard.substring(0, wildcard.length() - 1))
            .listFiles((folder, name) -> name.endsWith(".jar"));
    return jars == null ? List.of() : Stream.of(jars).sorted().map(File::toPath).toList();
  }

  /** The JVM passes over what is no jar, such as a POM. */
  private void openJars() {
    for (Path entry : List.copyOf(entries)) {
      try {
        if (!Files.isDirectory(entry)) {
          jars.put(entry, new JarFile(entry.toFile()));
        }
      } catch (IOException e) {
        if (!entry.equals(entries.get(0))) {
          entries.remove(entry);
          continue;
        }
        throw new MayflyException("The class path's " + entry + " is no jar: " + e, e);
      }
    }
  }

  /** For who looks for files on it, such as settings. */
  URL[] urls() {
    return entries.stream().map(TestClassPath::url).toArray(URL[]::new);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The classes of the first entry, and, if that is a folder, of the folders that follow it up to
   * the first jar, by the names that JVMs have.
   */
  Map<String, byte[]> tests() {
    Map<String, byte[]> tests = new LinkedHashMap<>();
    JarFile first = jars.get(entries.get(0));
    if (first != null) {
      addJar(first, tests);
      return tests;
    }
    for (Path entry : entries) {
      if (jars.containsKey(entry)) {
        return tests;
      }
      addFolder(entry, tests);
    }
    return tests;
  }

  private void addJar(JarFile jar, Map<String, byte[]> tests) {
    jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
        .map(name -> name.substring(0, name.length() - CLASS.length()))
        .forEach(name -> find(name).ifPresent(bytes -> tests.putIfAbsent(name, bytes)));
  }

  private static void addFolder(Path folder, Map<String, byte[]> tests) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(CLASS)).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        tests.putIfAbsent(
            name.substring(0, name.length() - CLASS.length()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new MayflyException("Can't read the classes in " + folder + ": " + e, e);
    }
  }

  /** A class by its internal name, {@code org/example/OrderTests}; empty if it is not there. */
  Optional<byte[]> find(String name) {
    for (Path entry : entries) {
      Optional<byte[]> bytes = read(entry, name + CLASS);
      if (bytes.isPresent()) {
        return bytes;
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> read(Path entry, String file) {
    try {
      JarFile jar = jars.get(entry);
      if (jar == null) {
        Path path = entry.resolve(file);
        return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
      }
      ZipEntry inJar = jar.getEntry(file);
      if (inJar == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(inJar)) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new MayflyException("Can't read " + file + " of " + entry + ": " + e, e);
    }
  }

  @Override
  public void close() {
    for (JarFile jar : jars.values()) {
      try {
        jar.close();
      } catch (IOException e) {
        throw new MayflyException("Can't close " + jar.getName(), e);
      }
    }
  }
}
