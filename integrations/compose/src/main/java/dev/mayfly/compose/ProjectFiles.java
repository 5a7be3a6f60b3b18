package dev.mayfly.compose;

import dev.mayfly.DeclarationException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the files that a project names. */
final class ProjectFiles {

  private ProjectFiles() {}

  /**
   * The absolute path of a file.
   *
   * @throws DeclarationException if there is none
   */
  static Path find(String name) {
    Path here = Path.of(name).toAbsolutePath().normalize();
    if (Files.isRegularFile(here)) {
      return here;
    }
    URL resource = resource(name);
    if (resource == null) {
      throw new DeclarationException(
          "there is no file "
              + here
              + ", and no "
              + name
              + " on the class path. try: a path from the working directory, "
              + Path.of("").toAbsolutePath()
              + ".");
    }
    if (!resource.getProtocol().equals("file")) {
      throw new DeclarationException(
          name
              + " is within "
              + resource
              + ", where Compose can't read it and what lies beside it. try: a file in a folder.");
    }
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new DeclarationException("can't read " + resource + ": " + e.getMessage());
    }
  }

  private static @Nullable URL resource(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    String plain = name.startsWith("/") ? name.substring(1) : name;
    return (loader == null ? ProjectFiles.class.getClassLoader() : loader).getResource(plain);
  }
}
