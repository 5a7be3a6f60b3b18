package dev.mayfly.postgresql;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.FileSource;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.jdbc.DatabaseMigration;
import dev.mayfly.jdbc.filling.Filling;
import dev.mayfly.jdbc.login.JdbcAccess;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A database of its own for a test, in a {@link PostgresContainer} that many tests share.
 *
 * <p>It holds what the container's init scripts have made, if it has any, and then what this
 * description's scripts and migrations make. That is done once for each container, in a template;
 * each database is a copy of it, with what belongs to a database beside its content: its owner,
 * privileges, settings ({@code alter database … set}), limit of connections and comment. Roles and
 * settings of the server are not copied: all databases of the server share them. Immutable in its
 * options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class PostgresDatabase implements Slice {

  private final SliceSlot slot = SliceSlot.of();
  private final String origin;
  private final Filling filling;

  private PostgresDatabase(String origin, Filling filling) {
    this.origin = origin;
    this.filling = filling;
  }

  /** A database with what the container's init scripts have made. */
  public static PostgresDatabase of() {
    return new PostgresDatabase("", Filling.none());
  }

  /**
   * Begins with a copy of that database of the server, such as one that is part of the image,
   * instead of what init scripts have made. Nobody may be connected to it when it is copied.
   */
  public PostgresDatabase copyOf(String database) {
    return new PostgresDatabase(database, filling);
  }

  /** {@link #scripts} from the class path: {@code "db/schema.sql"}. */
  public PostgresDatabase script(String... resources) {
    return scripts(Stream.of(resources).map(FileSource::resource).toArray(FileSource[]::new));
  }

  /**
   * SQL scripts that psql runs, plain or packed with gzip, in the order given. Their content is
   * read for each test, so that a changed script makes another template.
   *
   * @throws IllegalArgumentException if a script's name ends in {@code .sh}, {@code .xz} or {@code
   *     .zst}
   */
  @Override
  public PostgresDatabase scripts(FileSource... scripts) {
    return with(filling.scripts(scripts));
  }

  /**
   * Migrations that Flyway runs; it, its part for PostgreSQL and the JDBC driver have to be on the
   * class path. Changed files make another template.
   *
   * @param locations as Flyway has them, {@code classpath:…} or {@code filesystem:…}; {@code
   *     classpath:db/migration} if none is given
   */
  public PostgresDatabase flyway(String... locations) {
    return with(filling.flyway("org.flywaydb:flyway-database-postgresql", locations));
  }

  /**
   * A changelog that Liquibase runs; it and the JDBC driver have to be on the class path. Changed
   * files in the changelog's folder, or below, make another template.
   *
   * @param changelog on the class path, {@code db/changelog/db.changelog-master.xml}
   */
  public PostgresDatabase liquibase(String changelog) {
    return with(filling.liquibase(changelog));
  }

  /**
   * A function that fills the database, such as a run of another migration tool.
   *
   * @param key stands for what the function does: migrations of equal keys are made once
   */
  public PostgresDatabase migrate(String key, DatabaseMigration migration) {
    return with(filling.migrate(key, migration));
  }

  private PostgresDatabase with(Filling more) {
    return new PostgresDatabase(origin, more);
  }

  String origin() {
    return origin;
  }

  Filling filling() {
    return filling;
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /**
   * The JDBC URL for this JVM: host, port and database. Who connects is said beside it, as in
   * {@code DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password())}.
   */
  public String jdbcUrl() {
    return access().jdbcUrl(address());
  }

  /**
   * {@link #jdbcUrl()} with the superuser's name and password, for what takes nothing but a URL.
   * The driver prefers these to a user and password that are given beside the URL.
   */
  public String jdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(address());
  }

  /**
   * Connections as the superuser, or as whom {@code getConnection(user, password)} names. The
   * driver is the one on the class path. Each call opens a connection, and nothing is pooled.
   */
  public DataSource dataSource() {
    return access().dataSource(this::address);
  }

  /** The JDBC URL for containers on the server's network: alias, port and database. */
  public String networkJdbcUrl() {
    return access().jdbcUrl(networkAddress());
  }

  /** {@link #networkJdbcUrl()} with the superuser's name and password. */
  public String networkJdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(networkAddress());
  }

  private String address() {
    return container().address(Postgres.PORT);
  }

  private String networkAddress() {
    return container().networkAddress(Postgres.PORT);
  }

  public String user() {
    return access().login().user();
  }

  public String password() {
    return access().login().password();
  }

  private JdbcAccess access() {
    return Postgres.access(container().spec()).in(name());
  }
}
