package dev.mayfly.kafka;

import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many brokers run in a container, as its description's variables tell, and where they are. */
final class Brokers {

  /** Mayfly's own note, which the image does not read, and the cluster's start script does. */
  static final String COUNT = "MAYFLY_KAFKA_BROKERS";

  /** What lies between the ports of a broker and those of the next one. */
  static final int STEP = 100;

  private Brokers() {}

  static int count(Map<String, String> env) {
    return Integer.parseInt(env.getOrDefault(COUNT, "1"));
  }

  /** For clients in this JVM: of the broker of that number, which begins with 1. */
  static int port(int broker) {
    return AdvertisedListeners.PORT + STEP * (broker - 1);
  }

  /** The same for containers on the same network. */
  static int networkPort(int broker) {
    return AdvertisedListeners.NETWORK_PORT + STEP * (broker - 1);
  }

  /** The numbers of all brokers. */
  static List<Integer> numbers(Map<String, String> env) {
    return IntStream.rangeClosed(1, count(env)).boxed().toList();
  }

  private static List<Integer> numbers(RunningContainer container) {
    return numbers(container.spec().env());
  }

  static String bootstrapServers(RunningContainer container) {
    return numbers(container).stream()
        .map(broker -> container.address(port(broker)))
        .collect(Collectors.joining(","));
  }

  static String networkBootstrapServers(RunningContainer container) {
    return numbers(container).stream()
        .map(broker -> container.networkAlias() + ":" + networkPort(broker))
        .collect(Collectors.joining(","));
  }

  /**
   * Asks all brokers of a starting container, until one is not ready.
   *
   * @throws IOException if one does not answer
   */
  static Look askEach(Probe probe, Question question) throws IOException {
    Look look = Look.ready();
    for (int broker : numbers(probe.env())) {
      if (look.isReady()) {
        look = question.ask(at(probe, broker));
      }
    }
    return look;
  }

  /** Where a starting container's broker can be asked. */
  static InetSocketAddress at(Probe probe, int broker) {
    return new InetSocketAddress(probe.host(), probe.mappedPort(port(broker)));
  }

  /** A question to a broker. */
  @FunctionalInterface
  interface Question {
    Look ask(InetSocketAddress broker) throws IOException;
  }

  /**
   * Asks one after the other until one answers.
   *
   * @throws IOException if none does
   */
  static Look ask(RunningContainer container, Question question) throws IOException {
    return ask(container, question, look -> true);
  }

  /**
   * Asks all but those that do not answer, until one is not ready.
   *
   * @throws IOException if none answers
   */
  static Look askAll(RunningContainer container, Question question) throws IOException {
    return ask(container, question, look -> !look.isReady());
  }

  private static Look ask(RunningContainer container, Question question, Predicate<Look> isFinal)
      throws IOException {
    Look last = null;
    IOException failure = null;
    for (int broker : numbers(container)) {
      try {
        last = question.ask(container.mappedAddress(port(broker)));
        if (isFinal.test(last)) {
          return last;
        }
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (last != null) {
      return last;
    }
    throw failure == null ? new IOException("there is no broker") : failure;
  }
}
