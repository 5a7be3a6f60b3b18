package dev.mayfly.rabbitmq;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.HttpInterface;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The broker has what a file of definitions in its container says; each look asks it to, which
 * changes nothing the second time.
 *
 * <p>A broker that reads them by itself makes no user and no virtual host of its own any more.
 */
record DefinitionsReadiness() implements Readiness {

  static final String FILE = "/etc/rabbitmq/mayfly-definitions.json";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Look look(Probe probe) throws IOException {
    Probe.CommandOutcome file = probe.exec(List.of("cat", FILE));
    if (file.exitCode() != 0) {
      return Look.never("the definitions can't be read: " + file.output());
    }
    int port = probe.mappedPort(Login.MANAGEMENT_PORT);
    return look(new InetSocketAddress(probe.host(), port), Login.of(probe.env()), file.output());
  }

  Look look(InetSocketAddress server, Login login, String json) throws IOException {
    HttpInterface.Answer answer =
        login.management(server, PATIENCE).ask("POST", "/api/definitions", json);
    if (answer.isGood()) {
      return Look.ready();
    }
    String seen = "RabbitMQ refuses the definitions: " + answer;
    return answer.status() >= 500 ? Look.notYet(seen) : Look.never(seen);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(Login.MANAGEMENT_PORT);
  }

  @Override
  public String describe() {
    return "RabbitMQ has what its definitions say";
  }
}
