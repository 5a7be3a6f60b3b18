package dev.mayfly.jdbc;

import dev.mayfly.ContainerHandle;
import javax.sql.DataSource;

/** A handle on an SQL server, for code that does not care which one. */
public interface SqlContainer extends ContainerHandle {

  /**
   * The JDBC URL for this JVM: host, port, database and what {@code urlParameter} has added. Who
   * connects is said beside it, as in {@code DriverManager.getConnection(db.jdbcUrl(), db.user(),
   * db.password())}.
   */
  String jdbcUrl();

  /**
   * {@link #jdbcUrl()} with {@link #user()} and {@link #password()}, for what takes nothing but a
   * URL. Drivers prefer these to a user and password that are given beside the URL.
   *
   * @throws IllegalArgumentException if the product's URLs can't hold them
   */
  String jdbcUrlWithLogin();

  /** {@link #jdbcUrl()} for containers on the same network: with alias and the container's port. */
  String networkJdbcUrl();

  /** {@link #networkJdbcUrl()} with {@link #user()} and {@link #password()}. */
  String networkJdbcUrlWithLogin();

  /** Who connects; empty if the server asks nobody. */
  String user();

  /** The user's password; empty if there is none. */
  String password();

  /** The database that {@link #jdbcUrl()} leads to. */
  String database();

  /** The class of the JDBC driver that knows {@link #jdbcUrl()}; Mayfly brings none. */
  String driverClassName();

  /**
   * Connections as {@link #user()}, or as whom {@code getConnection(user, password)} names. The
   * driver is the one on the class path. Each call opens a connection, and nothing is pooled; the
   * port is asked for each, so it stays good when the container is restarted.
   */
  DataSource dataSource();
}
