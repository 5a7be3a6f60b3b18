package dev.mayfly.rabbitmq;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.HttpInterface;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The broker listens for AMQP, over TLS too if it is told to, and lets the user in, by the health
 * check of its management API.
 *
 * <p>The API listens earlier, while plugins are started; the broker's listeners are the last thing
 * that a start opens, and the user and virtual host are made before.
 */
record BrokerReadiness() implements Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String CHECK = "/api/health/checks/port-listener/";

  @Override
  public Look look(Probe probe) throws IOException {
    int management = probe.mappedPort(Login.MANAGEMENT_PORT);
    return look(new InetSocketAddress(probe.host(), management), probe.env());
  }

  /**
   * One look.
   *
   * @param env tells who the user is, and whether the broker listens for TLS
   */
  Look look(InetSocketAddress server, Map<String, String> env) throws IOException {
    Look plain = look(server, Login.of(env), Login.PORT);
    return plain.isReady() && Tls.isIn(env) ? look(server, Login.of(env), Tls.PORT) : plain;
  }

  private static Look look(InetSocketAddress server, Login login, int port) throws IOException {
    HttpInterface.Answer answer;
    try {
      answer = login.management(server, PATIENCE).ask("GET", CHECK + port, null);
    } catch (IOException e) {
      throw new IOException(
          "the management API does not answer: "
              + e.getMessage()
              + "; an image whose tag has no \"management\" needs plugins()",
          e);
    }
    if (answer.status() == 401) {
      return Look.never(
          "RabbitMQ refuses the user \""
              + login.user()
              + "\": "
              + answer
              + "; data that existed before keeps its own users");
    }
    if (answer.status() == 404 || answer.body().contains("<html")) {
      return Look.never(
          "what answers is not RabbitMQ's management API: "
              + answer.status()
              + "; is it another service's image?");
    }
    return answer.isGood() ? Look.ready() : Look.notYet("RabbitMQ answered " + answer);
  }

  @Override
  public Characteristics characteristics() {
    return new Characteristics(
        Set.of(Login.PORT, Login.MANAGEMENT_PORT), Set.of(), false, false, false, false, false, 1);
  }

  @Override
  public String describe() {
    return "RabbitMQ lets its user in and listens for AMQP";
  }
}
