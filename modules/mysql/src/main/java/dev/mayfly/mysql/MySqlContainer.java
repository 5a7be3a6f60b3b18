package dev.mayfly.mysql;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
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
import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.jdbc.login.UrlParameters;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.mysql.SchemaMaker;
import dev.mayfly.jdbc.mysql.ServerReadiness;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A handle on a MySQL server, ready when it lets its user log in over TCP and answers a query.
 *
 * <p>Database, user and passwords are {@code test} unless given. What is written survives no power
 * cut, which makes writing much faster; see {@link #durable()}. The performance schema is off,
 * which saves some 270 MB; {@code setting("performance-schema", "ON")} brings it back. Immutable in
 * its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class MySqlContainer implements Sliced<MySqlDatabase>, SqlContainer {

  static final MySqlImage IMAGE =
      new MySqlImage(
          new JdbcDriver(
              "MySQL",
              "com.mysql.cj.jdbc.Driver",
              "com.mysql:mysql-connector-j",
              "jdbc:mysql://{address}/{database}"),
          "MYSQL_",
          "'\"\\");

  static final InitScripts INIT_SCRIPTS =
      InitScripts.in(
          "/docker-entrypoint-initdb.d",
          ".sql",
          ".sql.gz",
          ".sql.bz2",
          ".sql.xz",
          ".sql.zst",
          ".sh");

  private static final String DEFAULT = "test";

  private final ContainerSlot slot;

  private MySqlContainer(ContainerSpec spec) {
    IMAGE.requireKnown(spec);
    ContainerSpec kept = IMAGE.keepable(spec);
    this.slot =
        ContainerSlot.of(
            kept.readiness() instanceof ServerReadiness
                ? kept.readyWhen(new ServerReadiness(IMAGE, UrlParameters.of(kept)))
                : kept);
  }

  /** A MySQL 8.4. */
  public static MySqlContainer of() {
    return of("mysql:8.4");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static MySqlContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static MySqlContainer of(ImageSource image) {
    ContainerSpec spec =
        ContainerSpec.of(image)
            .expose(MySqlImage.PORT)
            .command("mysqld")
            .readyWhen(new ServerReadiness(IMAGE, Map.of()));
    return new MySqlContainer(spec)
        .database(DEFAULT)
        .user(DEFAULT)
        .password(DEFAULT)
        .rootPassword(DEFAULT)
        .setting("performance-schema", "OFF")
        .writesReachTheDisk("0", "OFF");
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes databases, as {@link MySqlDatabase} says. */
  @Override
  public SliceMaker<MySqlDatabase> slices(RunningContainer container, String run) {
    return SchemaMaker.open(IMAGE, INIT_SCRIPTS, container, run, MySqlDatabase::content);
  }

  /**
   * Changes the description with any option that {@link ContainerSpec} has.
   *
   * @throws IllegalArgumentException if a part of the login is then in a file, {@code
   *     MYSQL_PASSWORD_FILE} and its like, or root's password is made up by the image
   */
  public MySqlContainer customize(UnaryOperator<ContainerSpec> change) {
    return new MySqlContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The database that is made at the start.
   *
   * @throws IllegalArgumentException if it holds a backtick, which the image takes for its end
   */
  public MySqlContainer database(String name) {
    return customize(spec -> IMAGE.database(spec, name));
  }

  /**
   * The user that is made at the start, with all rights in the database; or {@code root}, who has
   * all rights everywhere and {@link #rootPassword}.
   */
  public MySqlContainer user(String name) {
    return customize(spec -> IMAGE.user(spec, name));
  }

  /**
   * The user's password.
   *
   * @throws IllegalArgumentException if it is empty, or holds a quote or a backslash, which the
   *     image does not quote
   */
  public MySqlContainer password(String password) {
    return customize(spec -> IMAGE.password(spec, password));
  }

  /**
   * Root's password.
   *
   * @throws IllegalArgumentException as {@link #password}
   */
  public MySqlContainer rootPassword(String password) {
    return customize(spec -> IMAGE.rootPassword(spec, password));
  }

  /**
   * Scripts from the class path that root runs once in the database, in the order given, before the
   * server accepts connections. A script that fails, fails the start.
   *
   * @throws IllegalArgumentException if the image would pass over one, by its name's ending
   */
  public MySqlContainer initScript(String... resources) {
    return initScript(
        Given.values(resources, "initScript").stream()
            .map(FileSource::resource)
            .toArray(FileSource[]::new));
  }

  /** The same for scripts from anywhere; content without a file name must be SQL. */
  public MySqlContainer initScript(FileSource... scripts) {
    return customize(spec -> INIT_SCRIPTS.add(spec, scripts));
  }

  /** A flag of the server, such as {@code setting("max-connections", "50")}; a later one wins. */
  public MySqlContainer setting(String name, String value) {
    String flag = "--" + Given.name(name, "setting's name");
    String known = flag + "=" + Given.text(value, "setting " + name);
    return customize(spec -> spec.addArguments(known));
  }

  /**
   * A file of settings, which goes to {@code /etc/mysql/conf.d}; {@link #setting} and {@link
   * #durable} win over it. A later one takes its place.
   */
  public MySqlContainer configFile(FileSource file) {
    CopiedFile copied =
        CopiedFile.of(Given.value(file, "configFile"), "/etc/mysql/conf.d/zz-test.cnf").mode(0644);
    return customize(spec -> spec.copy(copied));
  }

  /** An option of the driver that every URL has, such as {@code ("sslMode", "DISABLED")}. */
  public MySqlContainer urlParameter(String name, String value) {
    return customize(spec -> UrlParameters.add(spec, name, value));
  }

  /** Lets the server make sure that what it has written survives a crash, as it does by default. */
  public MySqlContainer durable() {
    return writesReachTheDisk("1", "ON");
  }

  private MySqlContainer writesReachTheDisk(String eachCommit, String onOrOff) {
    return setting("innodb-flush-log-at-trx-commit", eachCommit)
        .setting("sync-binlog", eachCommit)
        .setting("innodb-doublewrite", onOrOff);
  }

  /**
   * Lets the data lie in memory, for a quicker start where the disk is slow. It counts as memory of
   * the container, and is gone when the container is stopped or started again.
   *
   * @throws IllegalArgumentException if a snapshot is to be kept of it
   */
  public MySqlContainer inMemory() {
    return customize(spec -> spec.mount(Mount.tmpfs(MySqlImage.VOLUME)));
  }

  /**
   * Lets the databases be kept as an image when init scripts have run, so that later runs start
   * with them; see {@link ContainerSpec#snapshot()}. The data lies in {@code /mysql-data} then and
   * on no volume, unless {@code setting("datadir", …)} says where. The image holds the passwords
   * that were set, as the server has them.
   *
   * @throws IllegalArgumentException if the data lies in memory
   */
  public MySqlContainer snapshot() {
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
  public MySqlContainer snapshot(String key, DatabaseMigration migration) {
    SnapshotMigration filling = new SnapshotMigration(IMAGE::access, MySqlImage.PORT, migration);
    return customize(spec -> filling.addTo(spec, key));
  }

  private JdbcAccess access() {
    return IMAGE.access(slot.spec());
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

  /** Root's password. */
  public String rootPassword() {
    return IMAGE.root(slot.spec()).login().password();
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(MySqlImage.PORT);
  }

  /** {@code alias:3306} for containers on the same network. */
  public String networkAddress() {
    return networkAddress(MySqlImage.PORT);
  }

  @Override
  public String jdbcUrl() {
    return access().jdbcUrl(address(MySqlImage.PORT));
  }

  @Override
  public String jdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(address(MySqlImage.PORT));
  }

  @Override
  public String networkJdbcUrl() {
    return access().jdbcUrl(networkAddress());
  }

  @Override
  public String networkJdbcUrlWithLogin() {
    return access().jdbcUrlWithLogin(networkAddress());
  }

  @Override
  public DataSource dataSource() {
    return access().dataSource(() -> address(MySqlImage.PORT));
  }
}
