package dev.mayfly.mariadb;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.FileSource;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;
import dev.mayfly.jdbc.DatabaseMigration;
import dev.mayfly.jdbc.filling.Filling;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.mysql.SchemaContent;
import javax.sql.DataSource;

/**
 * A database (schema) of its own for a test, in a {@link MariaDbContainer} that many tests share.
 *
 * <p>It holds what the container's init scripts have made in its database, if it has any, and then
 * what this description's scripts and migrations make. That is done once for each container and
 * kept as a dump; each database is made by it, with views, triggers, routines and events. Users and
 * settings of the server are shared. A JDBC driver has to be on the class path. Immutable in its
 * options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class MariaDbDatabase implements Slice {

  private final SliceSlot slot = SliceSlot.of();
  private final SchemaContent content;

  private MariaDbDatabase(SchemaContent content) {
    this.content = content;
  }

  /** A database with what the container's init scripts have made. */
  public static MariaDbDatabase of() {
    return new MariaDbDatabase(new SchemaContent("", Filling.none()));
  }

  /**
   * Begins with a copy of that database of the server, such as one that is part of the image,
   * instead of what init scripts have made.
   */
  public MariaDbDatabase copyOf(String database) {
    return new MariaDbDatabase(
        new SchemaContent(Given.name(database, "copyOf"), content.filling()));
  }

  /** {@link #scripts} from the class path: {@code "db/schema.sql"}. */
  public MariaDbDatabase script(String... resources) {
    return scripts(
        Given.values(resources, "script").stream()
            .map(FileSource::resource)
            .toArray(FileSource[]::new));
  }

  /**
   * SQL scripts that the image's own client runs as root, plain or packed with gzip, in the order
   * given; {@code delimiter} is the client's business. Their content is read for each test, so that
   * a changed script makes another template.
   *
   * @throws IllegalArgumentException if a script's name ends in {@code .sh}, {@code .xz} or {@code
   *     .zst}
   */
  @Override
  public MariaDbDatabase scripts(FileSource... scripts) {
    return with(content.filling().scripts(scripts));
  }

  /**
   * Migrations that Flyway runs; it, its part for MySQL and MariaDB and the JDBC driver have to be
   * on the class path. Changed files make another template.
   *
   * @param locations as Flyway has them, {@code classpath:…} or {@code filesystem:…}; {@code
   *     classpath:db/migration} if none is given
   */
  public MariaDbDatabase flyway(String... locations) {
    return with(content.filling().flyway("org.flywaydb:flyway-mysql", locations));
  }

  /**
   * A changelog that Liquibase runs; it and the JDBC driver have to be on the class path. Changed
   * files in the changelog's folder, or below, make another template.
   *
   * @param changelog on the class path, {@code db/changelog/db.changelog-master.xml}
   */
  public MariaDbDatabase liquibase(String changelog) {
    return with(content.filling().liquibase(changelog));
  }

  /**
   * A function that fills the database as root, such as a run of another migration tool.
   *
   * @param key stands for what the function does: migrations of equal keys are made once
   */
  public MariaDbDatabase migrate(String key, DatabaseMigration migration) {
    return with(content.filling().migrate(key, migration));
  }

  private MariaDbDatabase with(Filling more) {
    return new MariaDbDatabase(new SchemaContent(content.origin(), more));
  }

  SchemaContent content() {
    return content;
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** The JDBC URL for this JVM: host, port and database; who connects is said beside it. */
  public String jdbcUrl() {
    return access().jdbcUrl(address());
  }

  /** {@link #jdbcUrl()} with the user's name and password, for what takes nothing but a URL. */
  public String jdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(address());
  }

  /**
   * Connections as the container's user, or as whom {@code getConnection(user, password)} names.
   * Each call opens a connection, and nothing is pooled.
   */
  public DataSource dataSource() {
    return access().dataSource(this::address);
  }

  /** The JDBC URL for containers on the server's network. */
  public String networkJdbcUrl() {
    return access().jdbcUrl(container().networkAddress(MySqlImage.PORT));
  }

  /** {@link #networkJdbcUrl()} with the user's name and password. */
  public String networkJdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(container().networkAddress(MySqlImage.PORT));
  }

  public String user() {
    return access().login().user();
  }

  public String password() {
    return access().login().password();
  }

  private String address() {
    return container().address(MySqlImage.PORT);
  }

  private JdbcAccess access() {
    return MariaDbContainer.IMAGE.access(container().spec()).in(name());
  }
}
