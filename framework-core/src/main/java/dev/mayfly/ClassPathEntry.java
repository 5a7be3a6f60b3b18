package dev.mayfly;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A jar or folder of a class path, and where it goes in an image.
 *
 * @param source where it is on this machine
 * @param path in the context of the build; its first name is that of its layer
 */
record ClassPathEntry(Path source, String path) {

  private static final String LIBRARIES = "libraries";
  private static final String PROJECT = "project";
  private static final String CLASSES = "classes";

  /** The layers, those that change least first. */
  private static final List<String> LAYERS = List.of(LIBRARIES, PROJECT, CLASSES);

  /** Where Maven, Gradle, IntelliJ IDEA and Eclipse put the classes and resources of tests. */
  private static final Pattern OF_TESTS =
      Pattern.compile(
          ".*/(test-classes|build/classes/[^/]+/test|build/resources/test|out/test/[^/]+|bin/test)");

  /** What a project builds anew, its own jars and those of its other parts. */
  private static final Pattern OF_PROJECT =
      Pattern.compile(".*-SNAPSHOT[^/]*\\.jar|.*/(target|build/libs)/[^/]+\\.jar");

  /**
   * The class path of this JVM, without the folders of tests, save for the one that has a class.
   */
  static List<Path> ofThisJvm(Class<?> main) {
    Path own = place(main);
    return Stream.of(
            System.getProperty("java.class.path", ""), System.getProperty("jdk.module.path", ""))
        .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator))))
        .filter(name -> !name.isBlank())
        .map(name -> Path.of(name).toAbsolutePath().normalize())
        .filter(Files::exists) // a JVM passes over what is not there
        .filter(path -> path.equals(own) || !OF_TESTS.matcher(text(path)).matches())
        .distinct()
        .toList();
  }

  private static @Nullable Path place(Class<?> main) {
    CodeSource source = main.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI()).normalize();
    } catch (URISyntaxException | RuntimeException e) {
      return null; // no file of this machine
    }
  }

  private static String text(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }

  /** In the same order, each with a place of its own. */
  static List<ClassPathEntry> of(List<Path> classPath) {
    List<ClassPathEntry> entries = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path named : classPath) {
      Path source = named.toAbsolutePath().normalize();
      String name = String.valueOf(source.getFileName());
      String path = layer(source) + "/" + name;
      for (int number = 2; !taken.add(path); number++) {
        path = layer(source) + "/" + number + "-" + name;
      }
      entries.add(new ClassPathEntry(source, path));
    }
    return entries;
  }

  private static String layer(Path source) {
    if (Files.isDirectory(source)) {
      return CLASSES;
    }
    return OF_PROJECT.matcher(text(source)).matches() ? PROJECT : LIBRARIES;
  }

  /** The layers that some entries are in, those that change least first. */
  static List<String> layers(List<ClassPathEntry> entries) {
    return LAYERS.stream()
        .filter(layer -> entries.stream().anyMatch(entry -> entry.path().startsWith(layer + "/")))
        .toList();
  }
}
