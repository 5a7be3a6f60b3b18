package dev.mayfly.report;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.LogLine;
import dev.mayfly.Port;
import dev.mayfly.report.TestRecord.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run of an order service's tests as it could have been: containers that start, and one not. */
final class MadeUpRun {

  final HandClock clock = new HandClock();
  final Journal journal = new Journal(clock);
  private int port = 49_152;

  /** Two classes, five containers; a test failed, and the broker did not start. */
  static MadeUpRun ofAnOrderService() {
    MadeUpRun run = new MadeUpRun();
    Life db = run.started("db", "field OrderTests.db", "postgres:15", 5432, 3200, 1400);
    Life cache = run.started("cache", "field OrderTests.cache", "redis:7.0", 6379, 5, 180);
    run.test("OrderTests", "an_order_is_stored()", 420, "", "db", "cache");
    run.journal.log("id-of-db", run.lines("LOG: checkpoint starting", "ERROR: deadlock detected"));
    run.test("OrderTests", "orders_can_be_cancelled()", 960, deadlock(), "db", "cache");
    run.clock.goOn(700);
    run.test("OrderTests", "an_order_has_a_number()", 310, "", "db", "cache");
    cache.tell("stopped");
    run.clock.goOn(200);
    cache.ended("removed");
    db.ended("removed");
    run.broken("broker", "field StockTests.broker", "apache/kafka:3.9.0");
    Life shop = run.started("shop", "parameter shop", "mayfly/shop:latest", 8080, 2, 2300);
    run.test("StockTests", "the_shop_shows_the_stock(GenericContainer)", 1250, "", "shop");
    shop.ended("removed");
    run.started("search", "field StockTests.search", "opensearch:2.11", 9200, 9, 3100);
    run.test("StockTests", "articles_are_found()", 800, "", "search");
    run.journal.problem(
        "field StockTests.search: opensearch:2.11 is slow: it was ready after 3100 ms.");
    run.journal.ended();
    return run;
  }

  /** As many containers as a very large build may have, some at the same time. */
  static MadeUpRun ofMany(int containers) {
    MadeUpRun run = new MadeUpRun();
    for (int number = 1; number <= containers; number++) {
      Life life =
          run.started("db" + number, "field Class" + number + "Tests.db", "redis:7.0", 6379, 3, 90);
      run.test("Class" + number + "Tests", "works()", 60, "", "db" + number);
      life.ended("removed");
    }
    return run;
  }

  private static String deadlock() {
    return "org.opentest4j.AssertionFailedError: expected: CANCELLED but was: OPEN </script><b>\n"
        + "\tat com.example.OrderTests.orders_can_be_cancelled(OrderTests.java:57)\n"
        + "Caused by: java.net.ConnectException: Connection refused";
  }

  RunRecord toRecord() {
    return journal.toRecord("0123456789ab");
  }

  private void phase(Life life, Phase phase, long millis) {
    life.begins(phase);
    clock.goOn(millis);
    life.ends(phase);
  }

  Life started(String name, String place, String image, int port, long pull, long wait) {
    Life life = journal.begin(name, place, spec(image));
    phase(life, Phase.IMAGE, pull);
    phase(life, Phase.CREATE, 45);
    life.created("id-of-" + name);
    phase(life, Phase.START, 160);
    phase(life, Phase.READY, wait);
    life.ready("localhost", Map.of(Port.tcp(port), this.port++));
    return life;
  }

  private void broken(String name, String place, String image) {
    Life life = journal.begin(name, place, spec(image));
    phase(life, Phase.IMAGE, 1900);
    phase(life, Phase.CREATE, 50);
    life.created("id-of-" + name);
    phase(life, Phase.START, 140);
    phase(life, Phase.READY, 900);
    life.failed(
        place
            + ": "
            + image
            + " did not start: it ended with exit code 1 before it was ready.\n"
            + "  phase: READY, reached after image 1900 ms, create 50 ms, start 140 ms\n"
            + "  try: read the log below: the program ended by itself.",
        lines("INFO starting broker 1", "ERROR listener PLAINTEXT has no password geheim12"));
    life.ended("removed after its failure");
  }

  private static ContainerSpec spec(String image) {
    return ContainerSpec.of(image).env("TZ", "UTC").env("SERVICE_PASSWORD", "geheim12");
  }

  List<LogLine> lines(String... texts) {
    return Stream.of(texts)
        .map(text -> new LogLine(LogLine.Stream.STDOUT, clock.instant(), text))
        .toList();
  }

  void test(String type, String name, long millis, String failure, String... containers) {
    Instant began = clock.instant();
    clock.goOn(millis);
    journal.test(
        new TestRecord(
            "com.example." + type,
            name,
            failure.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
            began,
            clock.instant(),
            failure,
            Stream.of(containers).map(each -> "id-of-" + each).toList(),
            failure.isEmpty() ? List.of() : List.of("screen.png")));
  }
}
