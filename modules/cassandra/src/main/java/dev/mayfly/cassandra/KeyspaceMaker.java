package dev.mayfly.cassandra;

import dev.mayfly.ExecResult;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import java.io.IOException;

/**
 * Makes and drops keyspaces with {@code cqlsh} in the container. Thread-safe; no connection is
 * kept.
 *
 * <p>Names contain the run. What a killed run left in a node that outlives it stays there under
 * names that nobody uses any more.
 */
final class KeyspaceMaker implements SliceMaker<CassandraKeyspace> {

  private final RunningContainer container;
  private final SliceNames names;

  KeyspaceMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '_');
  }

  @Override
  public String make(CassandraKeyspace description) throws IOException {
    String name = names.next();
    run(
        "CREATE KEYSPACE "
            + name
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}"
            + " AND durable_writes = false");
    return name;
  }

  @Override
  public void drop(String name) throws IOException {
    run("DROP KEYSPACE " + name);
  }

  private void run(String statement) throws IOException {
    ExecResult end = container.exec("cqlsh", "-e", statement);
    if (end.exitCode() != 0) {
      throw new IOException("cqlsh answered: " + end.stderr().strip());
    }
  }
}
