package dev.mayfly.mongodb;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;

/**
 * Gives out names of databases, each to one test, and drops what is then in them. Thread-safe.
 *
 * <p>A database begins to exist with its first document. Names contain the run; what a killed run
 * left on a server that outlives it stays there under names that nobody uses any more.
 */
final class DatabaseMaker implements SliceMaker<MongoDbDatabase> {

  private static final String DRIVER = "com.mongodb.client.MongoClients";

  private final SliceNames names;
  private final DatabaseRemoval removal;

  DatabaseMaker(RunningContainer container, String run) {
    this.names = SliceNames.of(run, '_');
    this.removal = hasDriver() ? new RemovalByDriver(container) : new RemovalByShell(container);
  }

  private static boolean hasDriver() {
    try {
      Class.forName(DRIVER, false, DatabaseMaker.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public String make(MongoDbDatabase description) {
    return names.next();
  }

  @Override
  public void drop(String name) {
    removal.drop(name);
  }

  @Override
  public void close() {
    removal.close();
  }
}
