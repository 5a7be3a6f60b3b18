package dev.mayfly.postgresql;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Makes databases in a server however often it is started again. Thread-safe.
 *
 * <p>Names contain the run, which is also the name of its connections. So a server that outlives
 * runs tells which databases belong to nobody any more; they are dropped when the next run begins.
 */
final class DatabaseMaker implements SliceMaker<PostgresDatabase> {

  private final RunningContainer container;
  private final String run;
  private volatile Databases current;
  private int starts;

  private DatabaseMaker(RunningContainer container, String run, Databases current) {
    this.container = container;
    this.run = run;
    this.current = current;
  }

  /** What a database holds: two of equal content are alike. */
  private record Content(String origin, List<String> steps) {}

  /** What is asked of the server between two of its starts. */
  @FunctionalInterface
  private interface Request<T> {
    T to(Databases databases) throws Exception;
  }

  /**
   * Connects to the server.
   *
   * @throws MayflyException if it can't
   */
  static DatabaseMaker open(RunningContainer container, String run) {
    String name = "mayfly_" + run;
    try {
      Databases databases = Databases.open(container, name, 0);
      try {
        databases.dropWhatDeadRunsLeft();
        return new DatabaseMaker(container, name, databases);
      } catch (IOException | GeneralSecurityException e) {
        databases.close();
        throw e;
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new MayflyException(
          "No databases can be made in " + container.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Object content(PostgresDatabase description) {
    return new Content(description.origin(), description.filling().content());
  }

  @Override
  public String make(PostgresDatabase description) throws Exception {
    Object content = content(description);
    return ask(databases -> databases.copy(description, content));
  }

  @Override
  public boolean isThere(String name) throws Exception {
    return ask(databases -> databases.has(name));
  }

  @Override
  public void drop(String name) throws Exception {
    ask(
        databases -> {
          databases.drop(name);
          return name;
        });
  }

  private <T> T ask(Request<T> request) throws Exception {
    Databases known = current;
    try {
      return request.to(known);
    } catch (ServerStartedAgain e) {
      return request.to(after(known));
    }
  }

  /** Whoever notices first that the server was started again connects to it. */
  private synchronized Databases after(Databases gone)
      throws IOException, GeneralSecurityException {
    if (current == gone) {
      current = Databases.open(container, run, ++starts);
      gone.close();
    }
    return current;
  }

  @Override
  public void close() {
    current.close();
  }
}
