package dev.mayfly.mongodb;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out names of databases, each to one test, and drops what is then in them. Thread-safe.
 *
 * <p>A database begins to exist with its first document. Names contain the run; what a killed run
 * left on a server that outlives it stays there under names that nobody uses any more.
 */
final class DatabaseMaker implements SliceMaker<MongoDbDatabase> {

  private static final String DRIVER = "com.mongodb.client.MongoClients";

  private final String run;
  private final DatabaseRemoval removal;
  private final AtomicInteger number = new AtomicInteger();

  DatabaseMaker(RunningContainer container, String run) {
    this.run = run;
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
  public Object content(MongoDbDatabase description) {
    return "empty";
  }

  @Override
  public String make(MongoDbDatabase description) {
    return "mayfly_" + run + "_" + number.incrementAndGet();
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
