package dev.mayfly.docker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
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

  /** The user's own folder. */
  Path home() {
    return Path.of(get("HOME").orElseGet(() -> System.getProperty("user.home", ".")));
  }
}
