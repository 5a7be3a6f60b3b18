package dev.mayfly.jdbc;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import dev.mayfly.jdbc.login.DriverReadiness;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.jdbc.login.Login;
import dev.mayfly.jdbc.login.UrlParameters;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A handle on any SQL server that has a JDBC driver, ready when the driver connects and a query is
 * answered.
 *
 * <p>User, password and database are what the image makes; they are said here so that clients are
 * told, and to the image in its own words with {@link #customize}. The driver is the user's, on the
 * class path. A server that lets nobody in for a while after its start, because it makes its users
 * only then, fails the start with its refusal; name a user here that is there from the beginning.
 * Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class JdbcContainer implements SqlContainer {

  private static final String QUERY = "select 1";

  private final ContainerSlot slot;
  private final JdbcDriver driver;
  private final DriverReadiness readiness;

  private JdbcContainer(
      ContainerSpec spec, JdbcDriver driver, Login login, String query, int port) {
    JdbcAccess access = new JdbcAccess(driver, login, UrlParameters.of(spec));
    this.driver = driver;
    this.readiness = new DriverReadiness(port, access, query);
    this.slot =
        ContainerSlot.of(
            spec.readiness() instanceof DriverReadiness ? spec.readyWhen(readiness) : spec);
  }

  /**
   * A server.
   *
   * @param urlPattern its JDBC URL with {@code {address}} in place of host and port, and {@code
   *     {database}}: {@code jdbc:sqlserver://{address};databaseName={database}}
   * @param containerPort where it listens in the container
   * @throws IllegalArgumentException if one of them can't be
   */
  public static JdbcContainer of(String image, String urlPattern, int containerPort) {
    return of(ImageName.parse(image), urlPattern, containerPort);
  }

  public static JdbcContainer of(ImageSource image, String urlPattern, int containerPort) {
    String product = Given.value(image, "image").describe();
    JdbcDriver driver =
        new JdbcDriver(
            product, "", "one that knows " + Given.value(urlPattern, "urlPattern"), urlPattern);
    Login nobody = new Login("", "", "");
    JdbcAccess access = new JdbcAccess(driver, nobody, Map.of());
    ContainerSpec spec =
        ContainerSpec.of(image)
            .expose(Given.port(containerPort))
            .readyWhen(new DriverReadiness(containerPort, access, QUERY));
    return new JdbcContainer(spec, driver, nobody, QUERY, containerPort);
  }

  private JdbcContainer with(Login login) {
    return new JdbcContainer(slot.spec(), driver, login, readiness.query(), readiness.port());
  }

  private Login login() {
    return readiness.access().login();
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public JdbcContainer customize(UnaryOperator<ContainerSpec> change) {
    return new JdbcContainer(
        Given.value(change, "customize").apply(slot.spec()),
        driver,
        login(),
        readiness.query(),
        readiness.port());
  }

  /** The driver's class, for code that asks {@link #driverClassName()}; nothing else needs it. */
  public JdbcContainer driverClassName(String name) {
    JdbcDriver named =
        new JdbcDriver(
            driver.product(),
            Given.name(name, "driverClassName"),
            "the one that has " + name,
            driver.urlPattern());
    return new JdbcContainer(slot.spec(), named, login(), readiness.query(), readiness.port());
  }

  /** Who connects; nobody unless given. */
  public JdbcContainer user(String name) {
    return with(new Login(Given.name(name, "user"), login().password(), login().database()));
  }

  /** The user's password; none unless given. */
  public JdbcContainer password(String password) {
    return with(new Login(login().user(), Given.text(password, "password"), login().database()));
  }

  /** The database that the URL leads to. */
  public JdbcContainer database(String name) {
    return with(login().in(Given.name(name, "database")));
  }

  /** What the server must answer to count as ready; {@code select 1} unless given. */
  public JdbcContainer testQuery(String sql) {
    return new JdbcContainer(
        slot.spec(), driver, login(), Given.name(sql, "testQuery"), readiness.port());
  }

  /** An option of the driver that every URL has; a later one of the same name wins. */
  public JdbcContainer urlParameter(String name, String value) {
    return customize(spec -> UrlParameters.add(spec, name, value));
  }

  @Override
  public String user() {
    return login().user();
  }

  @Override
  public String password() {
    return login().password();
  }

  @Override
  public String database() {
    return login().database();
  }

  /** The driver's class; empty unless given. */
  @Override
  public String driverClassName() {
    return driver.className();
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(readiness.port());
  }

  private String address() {
    return address(readiness.port());
  }

  /** {@code alias:port} for containers on the same network. */
  public String networkAddress() {
    return networkAlias() + ":" + readiness.port();
  }

  @Override
  public String jdbcUrl() {
    return readiness.access().jdbcUrl(address());
  }

  @Override
  public String jdbcUrlWithLogin() {
    return readiness.access().jdbcUrlWithLogin(address());
  }

  @Override
  public String networkJdbcUrl() {
    return readiness.access().jdbcUrl(networkAddress());
  }

  @Override
  public String networkJdbcUrlWithLogin() {
    return readiness.access().jdbcUrlWithLogin(networkAddress());
  }

  @Override
  public DataSource dataSource() {
    return readiness.access().dataSource(this::address);
  }
}
