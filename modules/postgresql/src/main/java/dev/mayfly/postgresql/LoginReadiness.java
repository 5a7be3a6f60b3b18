package dev.mayfly.postgresql;

import dev.mayfly.jdbc.login.Login;
import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The server lets the user log in to the database and answers {@code select 1}.
 *
 * <p>The server that runs the init scripts listens on no port, and the real one says while it
 * recovers that it is starting up, so neither is mistaken for a ready one.
 */
record LoginReadiness() implements Readiness {

  /** Wrong password, refused by pg_hba.conf, no such database: waiting will not change these. */
  private static final Set<String> FINAL_STATES = Set.of("28P01", "28000", "3D000");

  @Override
  public Look look(Probe probe) throws IOException, GeneralSecurityException {
    InetSocketAddress server = new InetSocketAddress(probe.host(), probe.mappedPort(Postgres.PORT));
    return look(server, Postgres.login(probe.env()));
  }

  Look look(InetSocketAddress address, Login login) throws IOException, GeneralSecurityException {
    try (Conversation server = Conversation.open(address)) {
      server.login(login.user(), login.password(), login.database());
      String answer = server.query("select 1");
      return answer.equals("1") ? Look.ready() : Look.notYet("select 1 is " + answer);
    } catch (ErrorResponse error) {
      return FINAL_STATES.contains(error.state())
          ? Look.never(
              error.seen()
                  + "; a data directory that existed before keeps its own users and databases")
          : Look.notYet(error.seen());
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(Postgres.PORT);
  }

  @Override
  public String describe() {
    return "PostgreSQL lets its user log in and answers a query";
  }
}
