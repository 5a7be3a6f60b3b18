package dev.mayfly.rewrite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The class paths that the projects of the pairs are compiled with. */
final class Jars {

  private Jars() {}

  /** One line of Testcontainers, and what the build has of JUnit, Spring and SLF4J. */
  static List<Path> ofTheirs(String line) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : List.of(line, "both")) {
      try (Stream<Path> files = Files.list(Path.of("target/theirs", folder))) {
        files.forEach(jars::add);
      }
    }
    ofThisJvm().stream()
        .filter(
            jar ->
                jar.getFileName().toString().matches("(junit-jupiter-api|apiguardian|slf4j-api).*"))
        .forEach(jars::add);
    return jars;
  }

  /** That, and Mayfly. */
  static List<Path> ofBoth(String line) throws IOException {
    List<Path> jars = ofTheirs(line);
    jars.addAll(ofThisJvm());
    return jars;
  }

  private static List<Path> ofThisJvm() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
