package dev.mayfly.elasticsearch;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.HttpReadiness;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;

/**
 * The health of the cluster is yellow, so all primary shards can be searched; green is never had
 * with one node.
 *
 * <p>The node answers earlier, with another status, while it elects itself and reads its state.
 */
record HealthReadiness() implements Readiness {

  private static final String HEALTH = "/_cluster/health?wait_for_status=yellow&timeout=500ms";

  @Override
  public Look look(Probe probe) throws Exception {
    boolean secured = Node.isSecured(probe.env());
    HttpReadiness health =
        (secured ? ReadyWhen.https(HEALTH) : ReadyWhen.http(HEALTH)).port(Node.PORT);
    String password = probe.env().get(Node.PASSWORD);
    return (password == null ? health : health.basicAuth("elastic", password)).look(probe);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(Node.PORT);
  }

  @Override
  public String describe() {
    return "the cluster's health is yellow";
  }
}
