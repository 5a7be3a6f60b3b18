package dev.mayfly.bench.bare;

import dev.mayfly.bench.subject.BareContainer;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Wanted;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Six services for one class, a thread each. */
class SixServicesTests {

  private static final String RUN = System.getProperty("bench.run", "by hand");
  private static final Map<Service, BareContainer> CONTAINERS = new EnumMap<>(Service.class);

  @BeforeAll
  static void start() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Service.values().length);
    Map<Service, Future<BareContainer>> starts = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      starts.put(service, threads.submit(starting(service)));
    }
    for (Map.Entry<Service, Future<BareContainer>> entry : starts.entrySet()) {
      CONTAINERS.put(entry.getKey(), entry.getValue().get());
    }
    threads.shutdown();
  }

  private static Callable<BareContainer> starting(Service service) {
    Wanted wanted = Wanted.of(service, RUN);
    return switch (service) {
      case POSTGRES -> () -> BareContainer.start(wanted, 0, Map.of("POSTGRES_PASSWORD", "test"));
      case KAFKA -> () -> kafka(wanted);
      default -> () -> BareContainer.start(wanted);
    };
  }

  /** A broker must know its port before it starts, so the port is chosen here. */
  private static BareContainer kafka(Wanted wanted) throws Exception {
    int port = freePort();
    return BareContainer.start(
        wanted,
        port,
        Map.of(
            "KAFKA_HEAP_OPTS", "-Xmx256m",
            "KAFKA_NODE_ID", "1",
            "KAFKA_PROCESS_ROLES", "broker,controller",
            "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9094",
            "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
            "KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://localhost:9094",
            "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port,
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void all_answer() throws Exception {
    for (Map.Entry<Service, BareContainer> entry : CONTAINERS.entrySet()) {
      entry.getKey().ask(entry.getValue().host(), entry.getValue().port());
    }
  }

  @AfterAll
  static void stop() {
    CONTAINERS.values().parallelStream().forEach(SixServicesTests::close);
  }

  private static void close(BareContainer container) {
    try {
      container.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
