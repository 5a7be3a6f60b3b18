package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.InMemoryEngine;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.MDC;

/**
 * The program of {@link LogContextTests}: prints what SLF4J's MDC holds with a container's line.
 */
final class LogContextRun {

  private static final CountDownLatch TOLD = new CountDownLatch(1);

  private LogContextRun() {}

  public static void main(String[] none) throws InterruptedException {
    Logger logger = Logger.getLogger("dev.mayfly.container.db");
    logger.addHandler(new Printing());
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    try (Containers session = QuietSession.on(engine, "mayfly.logs", "slf4j")) {
      System.out.println("session " + session.sessionId());
      session.orchestrator().start(new StartRequest(ContainerSpec.of("db:1"), "db", "field T.db"));
      TOLD.await();
    }
    System.out.println("outside " + new TreeMap<>(known()));
  }

  private static Map<String, String> known() {
    Map<String, String> known = MDC.getCopyOfContextMap();
    return known == null ? Map.of() : known;
  }

  private static final class Printing extends Handler {
    @Override
    public void publish(LogRecord line) {
      System.out.println(line.getMessage() + " " + new TreeMap<>(known()));
      TOLD.countDown();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
