package dev.mayfly.cassandra;

import dev.mayfly.CopiedFile;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.InitScripts;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs the init scripts with {@code cqlsh}, since the image has no folder for them: they lie in the
 * container, and each is emptied when it has run, so that a restart does not run it again.
 */
record InitCql() implements LifecycleHook {

  private static final String FOLDER = "/var/lib/mayfly/init";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  static final InitScripts SCRIPTS = InitScripts.in(FOLDER, ".cql");

  @Override
  public void at(Occasion occasion) throws IOException {
    RunningContainer container = occasion.container();
    for (CopiedFile script : SCRIPTS.of(container.spec())) {
      String path = script.containerPath();
      ExecResult end = container.exec(ExecSpec.of("cqlsh", "-f", path).timeout(PATIENCE));
      if (end.exitCode() != 0) {
        String name = path.substring(FOLDER.length() + 1);
        throw new IOException("the init script " + name + " failed: " + end.stderr().strip());
      }
      container.copyIn(CopiedFile.of(FileSource.text(""), path));
    }
  }
}
