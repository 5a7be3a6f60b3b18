package dev.mayfly.report;

import dev.mayfly.process.JvmMark;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process that runs this JVM's build and ends with it, where that can be told: Maven's. An IDE
 * and Gradle's daemon outlive their builds, so that they tell nothing. On Windows nothing is told,
 * as no process's arguments can be seen there.
 */
final class BuildTool {

  /** No process. */
  static final JvmMark NONE = new JvmMark(0, 0);

  private static final Pattern MAVEN = Pattern.compile("classworlds|maven\\.wrapper");
  private static final String DAEMON = "mvnd";
  private static final int MOST_BETWEEN = 4; // shells, which a fork may be started by

  private BuildTool() {}

  /** Of this JVM. */
  static JvmMark ofThisJvm() {
    Optional<ProcessHandle> at = ProcessHandle.current().parent();
    for (int step = 0; step < MOST_BETWEEN && at.isPresent(); step++) {
      if (isMaven(at.get().info().commandLine().orElse(""))) {
        return JvmMark.of(at.get());
      }
      at = at.get().parent();
    }
    return NONE;
  }

  private static boolean isMaven(String commandLine) {
    return MAVEN.matcher(commandLine).find() && !commandLine.contains(DAEMON);
  }
}
