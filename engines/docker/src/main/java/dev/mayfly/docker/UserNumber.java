package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whose process this JVM is, by the number that folders of the user's are called by on Linux. */
final class UserNumber {

  private UserNumber() {}

  /** The number, where the system says it in a file below its root; empty elsewhere. */
  static Optional<String> of(Path root) {
    try {
      return Optional.of(String.valueOf(Files.getAttribute(root.resolve("proc/self"), "unix:uid")));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
