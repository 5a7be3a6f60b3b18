package dev.mayfly.jdbc.login;

import dev.mayfly.ready.Look;
import java.sql.SQLException;
import java.util.Set;

/** What a driver's exception tells of a server that is being started. */
final class Refusal {

  /** Access denied to a database, and no such database: MySQL's and MariaDB's own numbers. */
  private static final Set<Integer> FINAL_CODES = Set.of(1044, 1049);

  private static final String NO_SUCH_DATABASE = "3D000";

  /** The class of states that say that the user is not let in. */
  private static final String NOT_LET_IN = "28";

  private Refusal() {}

  static Look look(String product, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String words = e.getMessage() == null ? e.toString() : e.getMessage().strip();
    String number = e.getErrorCode() == 0 ? "" : ", " + e.getErrorCode();
    String seen = product + ": \"" + words + "\" (" + state + number + ")";
    return isFinal(state, e.getErrorCode())
        ? Look.never(
            seen + "; a data directory that existed before keeps its own users and databases")
        : Look.notYet(seen);
  }

  private static boolean isFinal(String state, int code) {
    return state.startsWith(NOT_LET_IN)
        || state.equals(NO_SUCH_DATABASE)
        || (FINAL_CODES.contains(code) && state.startsWith("42"));
  }
}
