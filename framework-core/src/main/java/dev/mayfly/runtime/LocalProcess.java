package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds a container's process among those of this machine. How its engine is reached proves
 * nothing: a socket may lead to another machine, or into a container or a virtual machine, where
 * the same number is another process.
 */
final class LocalProcess {

  private LocalProcess() {}

  /**
   * Its folder in Linux's process file system; empty if it is no process of this machine, or not to
   * be seen by this user.
   *
   * @param proc where the process file system is
   */
  static Optional<Path> of(ContainerState state, Path proc) {
    Path process = proc.resolve(Long.toString(state.processId()));
    boolean isIts = !state.id().isEmpty() && text(process.resolve("cgroup")).contains(state.id());
    return isIts ? Optional.of(process) : Optional.empty();
  }

  /** Whether it has the same users as this JVM; rootless engines give their processes others. */
  static boolean hasOurUsers(Path process, Path proc) {
    String ours = text(proc.resolve("self/uid_map"));
    return !ours.isEmpty() && ours.equals(text(process.resolve("uid_map")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notHere) {
      return "";
    }
  }
}
