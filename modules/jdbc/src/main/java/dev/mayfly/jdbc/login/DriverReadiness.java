package dev.mayfly.jdbc.login;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The server lets the user connect by his own JDBC driver through the mapped port, and answers a
 * query.
 *
 * <p>A user that is refused, and a database that is not there, end the wait at once. Everything
 * else that the driver tells may pass, such as that the server is starting up.
 *
 * @param port the container's
 * @param query what the server must answer, in whatever words
 */
public record DriverReadiness(int port, JdbcAccess access, String query) implements Readiness {

  @Override
  public Look look(Probe probe) {
    if (!access.driver().isPresent()) {
      return Look.never(
          "No JDBC driver for %s is on the class path, by which it would be asked.\n  try: add %s to the dependencies of the tests"
              .formatted(access.driver().product(), access.driver().source()));
    }
    return look(InetSocketAddress.createUnresolved(probe.host(), probe.mappedPort(port)));
  }

  Look look(InetSocketAddress server) {
    try (Connection connection = access.impatient(server).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(query);
      return Look.ready();
    } catch (SQLException e) {
      return Refusal.look(access.driver().product(), e);
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(port);
  }

  @Override
  public String describe() {
    return "%s lets \"%s\" connect to \"%s\" and answers %s"
        .formatted(
            access.driver().product(), access.login().user(), access.login().database(), query);
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return describe();
  }
}
