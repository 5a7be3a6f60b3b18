package dev.mayfly.jdbc.mysql;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.jdbc.login.Login;
import dev.mayfly.jdbc.login.UrlParameters;
import java.util.List;
import java.util.Map;

/**
 * How the official image of one of the two products is told who connects to what.
 *
 * @param prefix of its variables, such as {@code MYSQL_}
 * @param forbidden characters that it takes for the end of a password
 */
public record MySqlImage(JdbcDriver driver, String prefix, String forbidden) {

  /** Where the server listens. */
  public static final int PORT = 3306;

  /** Who may do everything; the image makes no other user of that name. */
  static final String ROOT = "root";

  /** Where the image keeps its data. */
  public static final String VOLUME = "/var/lib/mysql";

  private static final String DATA_FLAG = "--datadir=";
  private static final String DATABASE = "DATABASE";
  private static final String USER = "USER";
  private static final String PASSWORD = "PASSWORD";
  private static final String ROOT_PASSWORD = "ROOT_PASSWORD";

  /** The description with a database that is made at the start. */
  public ContainerSpec database(ContainerSpec spec, String name) {
    return spec.env(prefix + DATABASE, withoutEnd(Given.name(name, "database"), "`", "database"));
  }

  /** The description with a user that is made at the start; root is there in any case. */
  public ContainerSpec user(ContainerSpec spec, String name) {
    String known = withoutEnd(Given.name(name, "user"), "'\\", "user");
    return spec.env(prefix + USER, known.equals(ROOT) ? "" : known);
  }

  /** The description with the user's password. */
  public ContainerSpec password(ContainerSpec spec, String password) {
    return spec.env(prefix + PASSWORD, checked(password, "password"));
  }

  /** The description with root's password. */
  public ContainerSpec rootPassword(ContainerSpec spec, String password) {
    return spec.env(prefix + ROOT_PASSWORD, checked(password, "rootPassword"));
  }

  private String checked(String password, String option) {
    String given = Given.text(password, option);
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          option + " is empty, and the image makes no such user. try: a password of one letter.");
    }
    return withoutEnd(given, forbidden, option);
  }

  private static String withoutEnd(String given, String forbidden, String option) {
    if (given.chars().anyMatch(one -> forbidden.indexOf(one) >= 0)) {
      throw new IllegalArgumentException(
          "%s holds one of the characters %s, which the image's own set-up takes for its end. try: one without."
              .formatted(option, forbidden));
    }
    return given;
  }

  /**
   * Refuses what this JVM could not log in with.
   *
   * @throws IllegalArgumentException if a part of the login is in a file, or made up by the image
   */
  public void requireKnown(ContainerSpec spec) {
    for (String variable : List.of(DATABASE, USER, PASSWORD, ROOT_PASSWORD)) {
      refuse(spec, prefix + variable + "_FILE", "the image takes only one of them");
    }
    refuse(spec, prefix + "RANDOM_ROOT_PASSWORD", "the image would take another one");
  }

  private static void refuse(ContainerSpec spec, String variable, String why) {
    if (!spec.env().getOrDefault(variable, "").isEmpty()) {
      throw new IllegalArgumentException(
          variable
              + " is set, but tests have to know the login, and "
              + why
              + ". try: database(…), user(…), password(…) and rootPassword(…) instead.");
    }
  }

  /**
   * The description with its data where an image of the container has it, if a snapshot is to be
   * kept: the official image's own place, {@value #VOLUME}, is a volume.
   *
   * @throws IllegalArgumentException if the data lies in memory
   */
  public ContainerSpec keepable(ContainerSpec spec) {
    List<String> command = spec.command();
    if (spec.snapshotSpec() == null || command == null) {
      return spec;
    }
    if (spec.mounts().stream().anyMatch(mount -> mount.containerPath().equals(VOLUME))) {
      throw new IllegalArgumentException(
          "Data that is mounted at "
              + VOLUME
              + ", as in memory, is in no snapshot. try: snapshot() or inMemory(), not both.");
    }
    boolean isSaid = command.stream().anyMatch(word -> word.startsWith(DATA_FLAG));
    return isSaid ? spec : spec.addArguments(DATA_FLAG + "/mysql-data");
  }

  /** The user's way into the database that a container makes at its start. */
  public JdbcAccess access(ContainerSpec spec) {
    return new JdbcAccess(driver, login(spec.env()), UrlParameters.of(spec));
  }

  /** Root's way into the same. */
  public JdbcAccess root(ContainerSpec spec) {
    String password = spec.env().getOrDefault(prefix + ROOT_PASSWORD, "");
    return access(spec).as(new Login(ROOT, password, login(spec.env()).database()));
  }

  /** Who connects, by the container's environment: root, if no other user is made. */
  Login login(Map<String, String> env) {
    String user = env.getOrDefault(prefix + USER, "");
    String password = env.getOrDefault(prefix + (user.isEmpty() ? ROOT_PASSWORD : PASSWORD), "");
    return new Login(
        user.isEmpty() ? ROOT : user, password, env.getOrDefault(prefix + DATABASE, ""));
  }
}
