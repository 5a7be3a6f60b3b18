package dev.mayfly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SnapshotRuns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a server does whose databases are kept as a snapshot, whatever the product.
 *
 * @param server makes a table {@code orders} with one row by an init script, and {@code migrated}
 *     by code, and is kept
 * @param filling what its log says when it is filled
 * @param repairing what its log says when it was not stopped in good order
 * @param folder for what JVMs know of each other
 */
public record SnapshotContract(
    SqlContainer server, String filling, List<String> repairing, Path folder) {

  /** Two runs, the second of which starts where the tests of the first had begun. */
  public void check() throws SQLException {
    try (SnapshotRuns runs = SnapshotRuns.in(folder)) {
      assertThat(logOfRun(runs)).contains(filling);
      assertThat(runs.made()).hasSize(1).allSatisfy(one -> assertThat(one.bytes()).isPositive());

      String second = logOfRun(runs);

      assertThat(second).doesNotContain(filling);
      repairing.forEach(words -> assertThat(second).doesNotContain(words));
      assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNotNull();
    }
  }

  /** A run whose test finds what the first one found, and changes it. */
  private String logOfRun(SnapshotRuns runs) throws SQLException {
    try (Containers containers = runs.open()) {
      containers.start(runs.name(), server);
      assertThat(count("orders")).isEqualTo(1);
      assertThat(count("migrated")).isZero();
      execute("insert into orders values (2, 'by a test')");
      execute("insert into migrated values (1)");
      return server.running().logs();
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = server.dataSource().getConnection();
        ResultSet answer =
            connection.createStatement().executeQuery("select count(*) from " + table)) {
      answer.next();
      return answer.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.dataSource().getConnection()) {
      connection.createStatement().execute(sql);
    }
  }
}
