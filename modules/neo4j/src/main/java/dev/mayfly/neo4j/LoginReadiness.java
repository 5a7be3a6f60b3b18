package dev.mayfly.neo4j;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The server lets its user log in and commits a transaction on the database neo4j, by HTTP.
 *
 * <p>HTTP opens last: Bolt listens by then.
 */
record LoginReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(probe.host(), probe.mappedPort(Neo4jContainer.HTTP_PORT));
    return look(new Cypher(server, Login.of(probe.env())));
  }

  Look look(Cypher server) throws IOException {
    try {
      server.ask("RETURN 1");
      return Look.ready();
    } catch (Cypher.Refusal refusal) {
      String words = String.valueOf(refusal.getMessage());
      return refusal.code().startsWith("Neo.ClientError.Security.")
          ? Look.never(words + "; a /data that existed before keeps its own password")
          : Look.notYet(words);
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(Neo4jContainer.HTTP_PORT);
  }

  @Override
  public String describe() {
    return "Neo4j lets its user log in and answers a query";
  }
}
