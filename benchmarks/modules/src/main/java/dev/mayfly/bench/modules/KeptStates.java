package dev.mayfly.bench.modules;

import dev.mayfly.FileSource;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.mysql.MySqlContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long a database of 200 tables takes to be ready: filled by a script, from a snapshot, and by
 * the engine's own start of the snapshot's image, which can't be left out.
 *
 * <p>Arguments: {@code postgresql} or {@code mysql}, how many starts of each, and the file that
 * gets a line for each start: which of the three it was, and its milliseconds.
 */
public final class KeptStates {

  private static final int TABLES = 200;
  private static final int ROWS = 100;
  private static final int PAUSE_MILLIS = 10;
  private static final Pattern IMAGE = Pattern.compile("\"Image\": ?\"(sha256:[0-9a-f]{64})\"");
  private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");
  private static final Pattern PORT = Pattern.compile("\"HostPort\":\"([0-9]+)\"");

  private final SqlContainer filled;
  private final SqlContainer kept;
  private final int port;
  private final List<String> figures = new ArrayList<>();

  private KeptStates(SqlContainer filled, SqlContainer kept, int port) {
    this.filled = filled;
    this.kept = kept;
    this.port = port;
  }

  /** The scenario that runs this knows the three by these words. */
  public static void main(String[] arguments) throws Exception {
    FileSource script = FileSource.text(script());
    KeptStates states =
        arguments[0].equals("mysql")
            ? new KeptStates(
                MySqlContainer.of().initScript(script),
                MySqlContainer.of().initScript(script).snapshot(),
                3306)
            : new KeptStates(
                PostgresContainer.of().initScript(script),
                PostgresContainer.of().initScript(script).snapshot(),
                5432);
    states.measure(Integer.parseInt(arguments[1]));
    Files.write(Path.of(arguments[2]), states.figures);
  }

  /** Tables as schemas have them: a key, a reference to another, indexes, a hundred rows. */
  private static String script() {
    return IntStream.range(0, TABLES).mapToObj(KeptStates::table).collect(Collectors.joining());
  }

  private static String table(int number) {
    String rows =
        IntStream.rangeClosed(1, ROWS)
            .mapToObj(row -> "(%1$d, 'name %1$d', %1$d.5, null, %1$d)".formatted(row))
            .collect(Collectors.joining(", "));
    return """
    create table t%1$d (id int primary key, name varchar(80) not null, price decimal(10,2), since timestamp null,
      other int, foreign key (other) references t%2$d (id));
    create index t%1$d_name on t%1$d (name);
    create index t%1$d_price on t%1$d (price, since);
    insert into t%1$d values %3$s;
    """
        .formatted(number, Math.max(0, number - 1), rows);
  }

  /** The first turn reads images, makes the snapshot, and does not count. */
  private void measure(int repeats) throws Exception {
    String image = "";
    for (int turn = 0; turn <= repeats; turn++) {
      double without = started(filled);
      try (Containers containers = open()) {
        double from = started(containers, kept);
        image = found(IMAGE, kept.running().inspect());
        count(turn, "without", without);
        count(turn, "snapshot", from);
      }
      if (turn > 0) {
        count(turn, "engine", bare(image));
      }
    }
  }

  private void count(int turn, String which, double millis) {
    if (turn > 0) {
      figures.add(which + " " + millis);
    }
  }

  private static Containers open() {
    return Containers.open(Settings.load());
  }

  private static double started(SqlContainer database) throws SQLException {
    try (Containers containers = open()) {
      return started(containers, database);
    }
  }

  private static double started(Containers containers, SqlContainer database) throws SQLException {
    long begin = System.nanoTime();
    containers.start("db", database);
    double millis = (System.nanoTime() - begin) / 1e6;
    requireTables(database.jdbcUrlWithLogin());
    return millis;
  }

  /** Each start is one of a server with all its tables. */
  private static void requireTables(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var answer =
            connection.createStatement().executeQuery("select count(*) from t" + (TABLES - 1))) {
      answer.next();
      if (answer.getInt(1) != ROWS) {
        throw new IllegalStateException("the last table has " + answer.getInt(1) + " rows");
      }
    }
  }

  /** Create, start, inspect, and ask until somebody is let in. */
  private double bare(String image) throws IOException, InterruptedException {
    try (EngineSocket engine = EngineSocket.open()) {
      long begin = System.nanoTime();
      String id =
          found(
              ID,
              engine.call("POST", "/containers/create", request(image)).replace("\": \"", "\":\""));
      engine.call("POST", "/containers/" + id + "/start");
      String state = engine.call("GET", "/containers/" + id + "/json");
      String url = urlAt(Integer.parseInt(found(PORT, state)));
      while (!letsIn(url)) {
        Thread.sleep(PAUSE_MILLIS);
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      engine.call("DELETE", "/containers/" + id + "?force=1&v=1");
      return millis;
    }
  }

  private String request(String image) {
    return "{\"Image\":\"%s\",\"HostConfig\":{\"PortBindings\":{\"%d/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\"}]}}}"
        .formatted(image, port);
  }

  private String urlAt(int mapped) {
    return port == 5432
        ? "jdbc:postgresql://127.0.0.1:" + mapped + "/postgres?user=postgres&password=postgres"
        : "jdbc:mysql://127.0.0.1:" + mapped + "/test?user=test&password=test";
  }

  private static boolean letsIn(String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static String found(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
