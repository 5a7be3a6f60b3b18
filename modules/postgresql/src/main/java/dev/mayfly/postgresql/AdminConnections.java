package dev.mayfly.postgresql;

import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.login.Login;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Connections of one test run as the superuser to a server that was not started again since, kept
 * for the next statement. Thread-safe.
 *
 * <p>They are to a database of the run's own, because no other can be copied while somebody is
 * connected to it. One is kept open without being used: as long as the server knows a connection
 * under the run's name, the run lives. The very first is to the empty template: the server leaves a
 * cache of the catalog there, which its copies have too, and whoever connects to those first saves
 * 3 ms.
 *
 * <p>They are such as standbys have, which answer queries too and don't count against {@code
 * max_connections}, where the server lets them: from PostgreSQL 12 on, unless {@code
 * max_wal_senders} are in use.
 */
final class AdminConnections implements Closeable {

  /** What databases without content are copies of. */
  static final String EMPTY = "template1";

  private static final int PATIENCE_MILLIS = 60_000;
  private static final String STARTED = "select pg_postmaster_start_time()";
  private static final String NO_SUCH_DATABASE = "3D000";

  /** As a standby's: max_wal_senders counts it, and max_connections is the tests' alone. */
  private static final Map<String, String> BESIDE_THE_LIMIT = Map.of("replication", "database");

  private final RunningContainer container;
  private final String application;
  private final String database;
  private final Queue<Conversation> idle = new ConcurrentLinkedQueue<>();
  private final String started;
  private final Conversation witness;
  private volatile boolean closed;

  private AdminConnections(RunningContainer container, String application)
      throws IOException, GeneralSecurityException {
    this.container = container;
    this.application = application;
    this.database = application + "_a";
    try (Conversation first = connect(EMPTY)) {
      this.started = first.query(STARTED);
      if (first.column("select 1 from pg_database where datname = '" + database + "'").isEmpty()) {
        first.column("create database " + database + " template template0");
      }
      this.witness = connect(); // before the first is closed: a run without any counts as dead
    }
  }

  /**
   * Connects.
   *
   * @param application the name that the server knows the run by
   */
  static AdminConnections open(RunningContainer container, String application)
      throws IOException, GeneralSecurityException {
    return new AdminConnections(container, application);
  }

  private Conversation connect() throws IOException, GeneralSecurityException {
    Conversation fresh;
    try {
      fresh = connect(database);
    } catch (ErrorResponse e) {
      throw e.state().equals(NO_SUCH_DATABASE) ? new ServerStartedAgain() : e;
    }
    try {
      if (!fresh.query(STARTED).equals(started)) {
        throw new ServerStartedAgain();
      }
      return fresh;
    } catch (IOException e) {
      quietlyClose(fresh);
      throw e;
    }
  }

  private Conversation connect(String toDatabase) throws IOException, GeneralSecurityException {
    try {
      return answering(connect(toDatabase, BESIDE_THE_LIMIT));
    } catch (ErrorResponse e) {
      if (e.state().equals(NO_SUCH_DATABASE)) {
        throw e;
      }
      return connect(toDatabase, Map.of());
    }
  }

  /** Servers before 10 accept such a connection, and refuse queries. */
  private static Conversation answering(Conversation fresh) throws IOException {
    try {
      fresh.query("select 1");
      return fresh;
    } catch (IOException e) {
      quietlyClose(fresh);
      throw e;
    }
  }

  private Conversation connect(String toDatabase, Map<String, String> kind)
      throws IOException, GeneralSecurityException {
    Login login = Postgres.access(container.spec()).login();
    Conversation fresh = Conversation.open(container.mappedAddress(Postgres.PORT), PATIENCE_MILLIS);
    try {
      Map<String, String> session = new HashMap<>(kind);
      session.put("database", toDatabase);
      session.put("application_name", application);
      fresh.login(login.user(), login.password(), session);
      return fresh;
    } catch (IOException | GeneralSecurityException e) {
      fresh.close();
      throw e;
    }
  }

  /**
   * The first column of the statement's rows.
   *
   * @throws ServerStartedAgain if it was not run because the server is not the one of the beginning
   * @throws ErrorResponse if the server refuses
   */
  List<String> run(String sql) throws IOException, GeneralSecurityException {
    Conversation kept = idle.poll();
    if (kept != null) {
      try {
        return run(kept, sql);
      } catch (ErrorResponse refusal) {
        if (!refusal.endsConnection()) {
          throw refusal;
        }
      } catch (IOException e) {
        // The server may have been started again: a new connection tells.
      }
    }
    return run(connect(), sql);
  }

  private List<String> run(Conversation connection, String sql) throws IOException {
    try {
      List<String> answer = connection.column(sql);
      idle.add(connection);
      if (closed) {
        closeIdle();
      }
      return answer;
    } catch (IOException e) {
      quietlyClose(connection);
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    quietlyClose(witness);
    closeIdle();
  }

  private void closeIdle() {
    for (Conversation one = idle.poll(); one != null; one = idle.poll()) {
      quietlyClose(one);
    }
  }

  private static void quietlyClose(Conversation connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
