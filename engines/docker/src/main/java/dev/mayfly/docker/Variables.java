package dev.mayfly.docker;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment's variables, as the {@code docker} command reads them.
 *
 * @param values by their names
 */
record Variables(Function<String, @Nullable String> values) {

  /** A variable's value; one that is empty or blank is not set. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.apply(name)).filter(value -> !value.isBlank());
  }

  /**
   * The folders in which programs are looked for. Whoever has set the variable may have written
   * anything into it: what can be no folder's name is passed over.
   */
  Stream<Path> path() {
    return Stream.of(get("PATH").orElse("").split(File.pathSeparator))
        .flatMap(folder -> folder(folder).stream());
  }

  private static Optional<Path> folder(String name) {
    try {
      return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The user's own folder. */
  Path home() {
    return Path.of(get("HOME").orElseGet(() -> System.getProperty("user.home", ".")));
  }
}
