package dev.mayfly.postgresql;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.InitScripts;
import dev.mayfly.Mount;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.jdbc.DatabaseMigration;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.filling.SnapshotMigration;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.login.UrlParameters;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A handle on a PostgreSQL server, ready when it lets its user log in and answers a query.
 *
 * <p>Database, user and password are {@code postgres} unless given. What is written survives no
 * power cut, which makes writing much faster; see {@link #durable()}. Immutable in its options:
 * each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class PostgresContainer implements Sliced<PostgresDatabase>, SqlContainer {

  static final InitScripts INIT_SCRIPTS =
      InitScripts.in(
          "/docker-entrypoint-initdb.d", ".sql", ".sql.gz", ".sql.xz", ".sql.zst", ".sh");

  private final ContainerSlot slot;

  private PostgresContainer(ContainerSpec spec) {
    Postgres.requireKnown(spec);
    this.slot = ContainerSlot.of(Postgres.keepable(spec));
  }

  /** A PostgreSQL 15. */
  public static PostgresContainer of() {
    return of("postgres:15");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static PostgresContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static PostgresContainer of(ImageSource image) {
    ContainerSpec spec =
        ContainerSpec.of(image)
            .expose(Postgres.PORT)
            .command("postgres")
            .mount(Mount.tmpfs(Tablespace.FOLDER))
            .env(Postgres.DATABASE, "postgres")
            .env(Postgres.USER, "postgres")
            .env(Postgres.PASSWORD, "postgres")
            .env("POSTGRES_INITDB_ARGS", "--no-sync")
            .readyWhen(new LoginReadiness());
    return new PostgresContainer(spec).writesReachTheDisk("off");
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes databases, as {@link PostgresDatabase} says. */
  @Override
  public SliceMaker<PostgresDatabase> slices(RunningContainer container, String run) {
    return DatabaseMaker.open(container, run);
  }

  /**
   * Changes the description with any option that {@link ContainerSpec} has.
   *
   * @throws IllegalArgumentException if the login is then in a file, {@code POSTGRES_PASSWORD_FILE}
   *     and its like, or the password is empty; or if a snapshot is to be kept of data in memory
   */
  public PostgresContainer customize(UnaryOperator<ContainerSpec> change) {
    return new PostgresContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** The database that is made at the start. */
  public PostgresContainer database(String name) {
    return customize(spec -> spec.env(Postgres.DATABASE, Given.name(name, "database")));
  }

  /** The superuser that is made at the start. */
  public PostgresContainer user(String name) {
    return customize(spec -> spec.env(Postgres.USER, Given.name(name, "user")));
  }

  /**
   * The superuser's password.
   *
   * @throws IllegalArgumentException if it is empty, which the image refuses; {@link #trust} asks
   *     for none
   */
  public PostgresContainer password(String password) {
    return customize(spec -> spec.env(Postgres.PASSWORD, Given.text(password, "password")));
  }

  /**
   * Scripts from the class path that run once, in the order given, before the server accepts
   * connections. A script that fails, fails the start.
   *
   * @throws IllegalArgumentException if a name ends in none of {@code .sql}, {@code .sql.gz},
   *     {@code .sql.xz}, {@code .sql.zst} and {@code .sh}
   */
  public PostgresContainer initScript(String... resources) {
    return initScript(
        Given.values(resources, "initScript").stream()
            .map(FileSource::resource)
            .toArray(FileSource[]::new));
  }

  /** The same for scripts from anywhere; content without a file name must be SQL. */
  public PostgresContainer initScript(FileSource... scripts) {
    return customize(spec -> INIT_SCRIPTS.add(spec, scripts));
  }

  /** A setting of postgresql.conf, such as {@code setting("max_connections", "50")}. */
  public PostgresContainer setting(String name, String value) {
    String known = Given.name(name, "setting's name");
    String assignment = known + "=" + Given.text(value, "setting " + known);
    return customize(spec -> spec.addArguments("-c", assignment));
  }

  /** Lets the server make sure that what it has written survives a crash, as it does by default. */
  public PostgresContainer durable() {
    return writesReachTheDisk("on");
  }

  /**
   * Lets the data lie in memory, which halves the time of a start where making files is slow. It
   * counts as memory of the container, and is gone when the container is stopped or started again.
   *
   * @throws IllegalArgumentException if a snapshot is to be kept of it
   */
  public PostgresContainer inMemory() {
    return customize(spec -> spec.env(Postgres.DATA, Tablespace.FOLDER + "/data"));
  }

  /**
   * Lets the database be kept as an image when init scripts have run, so that later runs start with
   * it; see {@link ContainerSpec#snapshot()}. The data lies in {@code /pgdata} then and on no
   * volume, unless the variable {@code PGDATA} says where. The image holds the passwords that were
   * set, as the server has them.
   *
   * @throws IllegalArgumentException if the data lies in memory
   */
  public PostgresContainer snapshot() {
    return customize(ContainerSpec::snapshot);
  }

  /**
   * The same with what code has filled beside init scripts, such as a migration tool. It runs when
   * the server is ready, before anybody gets it, in each container that did not start from the
   * snapshot.
   *
   * @param key stands for what the code does: raise it when that changes, or make it of the files
   *     that it reads
   * @throws IllegalArgumentException if the data lies in memory
   */
  public PostgresContainer snapshot(String key, DatabaseMigration migration) {
    SnapshotMigration filling = new SnapshotMigration(Postgres::access, Postgres.PORT, migration);
    return customize(spec -> filling.addTo(spec, key));
  }

  /**
   * Lets everybody in, whatever the password, as {@code trust} in the server's pg_hba.conf. It
   * spares each new connection the check of a password, for which a client hashes it 4096 times: as
   * long as all else of a connection in a JVM that began a moment ago.
   */
  public PostgresContainer trust() {
    return customize(spec -> spec.env(Postgres.AUTHENTICATION, "trust"));
  }

  private PostgresContainer writesReachTheDisk(String onOrOff) {
    return setting("fsync", onOrOff)
        .setting("synchronous_commit", onOrOff)
        .setting("full_page_writes", onOrOff);
  }

  /**
   * An option of the driver that every URL has, such as {@code urlParameter("ApplicationName",
   * "tests")}; a later one of the same name wins.
   */
  public PostgresContainer urlParameter(String name, String value) {
    return customize(spec -> UrlParameters.add(spec, name, value));
  }

  private JdbcAccess access() {
    return Postgres.access(slot.spec());
  }

  @Override
  public String driverClassName() {
    return access().driver().className();
  }

  @Override
  public String database() {
    return access().login().database();
  }

  @Override
  public String user() {
    return access().login().user();
  }

  @Override
  public String password() {
    return access().login().password();
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(Postgres.PORT);
  }

  @Override
  public String jdbcUrl() {
    return access().jdbcUrl(address(Postgres.PORT));
  }

  @Override
  public String jdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(address(Postgres.PORT));
  }

  @Override
  public DataSource dataSource() {
    return access().dataSource(() -> address(Postgres.PORT));
  }

  /** {@code alias:5432} for containers on the same network. */
  public String networkAddress() {
    return networkAddress(Postgres.PORT);
  }

  @Override
  public String networkJdbcUrl() {
    return access().jdbcUrl(networkAddress());
  }

  @Override
  public String networkJdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(networkAddress());
  }
}
