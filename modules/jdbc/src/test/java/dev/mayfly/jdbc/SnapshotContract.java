package dev.mayfly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SessionInventory;
import dev.mayfly.runtime.Settings;
import dev.mayfly.runtime.SnapshotInventory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
    String name = "kept-" + UUID.randomUUID();
    try {
      assertThat(logOfRun(name)).contains(filling);
      assertThat(made(name)).hasSize(1).allSatisfy(one -> assertThat(one.bytes()).isPositive());

      String second = logOfRun(name);

      assertThat(second).doesNotContain(filling);
      repairing.forEach(words -> assertThat(second).doesNotContain(words));
      assertThat(made(name)).singleElement().extracting(KnownSnapshot::used).isNotNull();
    } finally {
      remove(name);
    }
  }

  private Settings settings() {
    return Settings.of(
        Map.of(
            "mayfly.build.dir", folder.toString(),
            "mayfly.report", "off",
            "mayfly.timeout.factor", "3")); // for a machine with other work
  }

  /** A run whose test finds what the first one found, and changes it. */
  private String logOfRun(String name) throws SQLException {
    try (Containers containers = Containers.open(settings())) {
      containers.start(name, server);
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

  private List<KnownSnapshot> made(String name) {
    try (SessionInventory sessions = SessionInventory.open(settings())) {
      return SnapshotInventory.of(sessions.engine(), settings()).all().stream()
          .filter(one -> one.place().equals(name))
          .toList();
    }
  }

  private void remove(String name) {
    try (SessionInventory sessions = SessionInventory.open(settings())) {
      SnapshotInventory snapshots = SnapshotInventory.of(sessions.engine(), settings());
      snapshots.all().stream().filter(one -> one.place().equals(name)).forEach(snapshots::remove);
    }
  }
}
