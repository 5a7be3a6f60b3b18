package dev.mayfly.cassandra;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;

/**
 * A query that the node has to coordinate is answered, as {@code cqlsh} in the image asks it.
 *
 * <p>Not a query of the keyspace {@code system}, which is the node's own and answered before it has
 * joined its ring.
 */
record CqlReadiness() implements Readiness {

  private static final Readiness ANSWERS =
      ReadyWhen.exec("cqlsh", "-e", "SELECT session_id FROM system_traces.sessions LIMIT 1");

  @Override
  public Look look(Probe probe) throws Exception {
    return explained(ANSWERS.look(probe));
  }

  static Look explained(Look answer) {
    return answer.seen().contains("AuthenticationFailed")
        ? Look.never(
            "Cassandra wants a login, which this module does not know: "
                + answer.seen()
                + "; with such a cassandra.yaml, customize() its readiness and its command")
        : answer;
  }

  @Override
  public Characteristics characteristics() {
    return ANSWERS.characteristics();
  }

  @Override
  public String describe() {
    return "Cassandra answers a query";
  }
}
