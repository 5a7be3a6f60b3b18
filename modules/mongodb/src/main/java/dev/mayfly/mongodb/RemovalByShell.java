package dev.mayfly.mongodb;

import dev.mayfly.ExecSpec;
import dev.mayfly.RunningContainer;

/**
 * Drops databases with the image's own shell, where there is no driver that waits for answers.
 *
 * @param container has {@code mongosh}
 */
record RemovalByShell(RunningContainer container) implements DatabaseRemoval {

  /** The login is in the container's environment, and so in no command line of Mayfly's. */
  private static final String DROP =
      """
      if [ -n "$MONGO_INITDB_ROOT_USERNAME" ]; then
        set -- "$@" -u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD"
        set -- "$@" --authenticationDatabase admin
      fi
      exec mongosh --quiet --norc --eval 'db.dropDatabase()' "$@"
      """;

  @Override
  public void drop(String name) {
    container.exec(ExecSpec.of("sh", "-c", DROP, "drop", name)).orThrow();
  }

  @Override
  public void close() {
    // each command ends by itself
  }
}
