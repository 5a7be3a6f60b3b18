package dev.mayfly.neo4j;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.InitScripts;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs the init scripts, for which the image has no folder of its own: they lie in the container,
 * and each is emptied when it has run, so that a restart does not run it again.
 */
record InitCypher() implements LifecycleHook {

  private static final String FOLDER = "/var/lib/mayfly/init";
  static final InitScripts SCRIPTS = InitScripts.in(FOLDER, ".cypher", ".cyp");

  private static final Pattern END = Pattern.compile(";[ \t]*(?:\r?\n|$)");

  @Override
  public void at(Occasion occasion) throws IOException {
    RunningContainer container = occasion.container();
    for (CopiedFile script : SCRIPTS.of(container.spec())) {
      run(container, script.containerPath());
    }
  }

  private static void run(RunningContainer container, String path) throws IOException {
    String script = new String(container.readFile(path), StandardCharsets.UTF_8);
    for (String statement : statements(script)) {
      try {
        Cypher.of(container).ask(statement);
      } catch (Cypher.Refusal refusal) {
        String name = path.substring(FOLDER.length() + 1);
        throw new IOException(
            "the init script " + name + " failed: " + refusal.getMessage(), refusal);
      }
    }
    container.copyIn(CopiedFile.of(FileSource.text(""), path));
  }

  static List<String> statements(String script) {
    return END.splitAsStream(script).map(String::strip).filter(text -> !text.isEmpty()).toList();
  }
}
