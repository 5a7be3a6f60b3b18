package dev.mayfly.jdbc.mysql;

import dev.mayfly.jdbc.login.DriverReadiness;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server lets the user log in over TCP and answers {@code select 1}: asked by the user's own
 * JDBC driver through the mapped port, or, where there is none on the class path, by the image's
 * own client inside the container.
 *
 * <p>The server that initialises the data listens on no port, so that it never counts.
 *
 * @param options of the driver
 */
public record ServerReadiness(MySqlImage image, Map<String, String> options) implements Readiness {

  private static final String QUERY = "select 1";

  /** As {@code ERROR 1045 (28000): Access denied …}. */
  private static final Pattern ERROR = Pattern.compile("(?m)^ERROR (\\d+) .*$");

  /** Not let in to the database, not let in at all, no such database. */
  private static final List<String> FINAL_CODES = List.of("1044", "1045", "1049");

  @Override
  public Look look(Probe probe) {
    JdbcAccess access = new JdbcAccess(image.driver(), image.login(probe.env()), options);
    return image.driver().isPresent()
        ? new DriverReadiness(MySqlImage.PORT, access, QUERY).look(probe)
        : byClient(probe.exec(List.of("sh", "-c", script(image.prefix()))));
  }

  Look byClient(Probe.CommandOutcome end) {
    String output = end.output().strip();
    if (end.exitCode() == 0) {
      return Look.ready();
    }
    if (end.exitCode() == 126 || end.exitCode() == 127) {
      return Look.never(
          "no JDBC driver is on the class path, and the image has no client: "
              + output
              + "\n  try: add "
              + image.driver().source()
              + " to the dependencies of the tests");
    }
    Matcher error = ERROR.matcher(output);
    boolean isFinal = error.find() && FINAL_CODES.contains(error.group(1));
    return isFinal ? Look.never(error.group()) : Look.notYet(output);
  }

  /** The container's own variables have the login, so that no argument shows it. */
  private static String script(String prefix) {
    return """
        user=${PREFIX_USER:-root}
        MYSQL_PWD=$PREFIX_PASSWORD
        [ -n "$PREFIX_USER" ] || MYSQL_PWD=$PREFIX_ROOT_PASSWORD
        export MYSQL_PWD
        exec "$(command -v mariadb || echo mysql)" --protocol=tcp -h 127.0.0.1 -P 3306 \\
            -u "$user" -N -e 'select 1' "$PREFIX_DATABASE"
        """
        .replace("PREFIX_", prefix);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(MySqlImage.PORT);
  }

  @Override
  public String describe() {
    return image.driver().product() + " lets its user log in and answers a query";
  }

  /** Without the driver's options. */
  @Override
  public String toString() {
    return describe();
  }
}
