package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.LogLine;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are handed on without making anybody wait. */
class LogDeliveryTests {

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static LogLine line(String text) {
    return new LogLine(LogLine.Stream.STDOUT, Instant.EPOCH, text);
  }

  private static boolean isThere(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  @Test
  void lines_arrive_in_order_and_no_thread_is_left() {
    LogDelivery delivery =
        LogDelivery.begin("in-order", line -> seen.add(line.text()), () -> seen.add("end"));

    delivery.add(line("one"));
    delivery.add(line("two"));
    delivery.end();

    await().until(() -> !isThere("mayfly-log-in-order"));
    assertThat(seen).containsExactly("one", "two", "end");
  }

  @Test
  void what_a_consumer_that_hangs_cannot_take_is_dropped_and_counted() {
    CountDownLatch hanging = new CountDownLatch(1);
    LogDelivery delivery =
        LogDelivery.begin(
            "hanging",
            line -> {
              try {
                hanging.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              seen.add(line.text());
            },
            () -> {});

    for (int i = 0; i < 20_000; i++) {
      delivery.add(line("line " + i));
    }
    delivery.end();
    hanging.countDown();

    await().until(() -> !isThere("mayfly-log-hanging"));
    assertThat(seen).hasSizeBetween(10_000, 10_002).contains("line 0", "line 9999");
    assertThat(seen).anyMatch(text -> text.matches("\\[\\d+ lines were dropped here: .*"));
  }

  @Test
  void a_consumer_that_throws_gets_no_more_and_holds_nothing() {
    LogDelivery delivery =
        LogDelivery.begin(
            "throwing",
            line -> {
              seen.add(line.text());
              throw new IllegalStateException("no");
            },
            () -> seen.add("end"));

    delivery.add(line("one"));
    delivery.add(line("two"));

    await().until(() -> !isThere("mayfly-log-throwing"));
    delivery.add(line("three"));
    assertThat(seen).containsExactly("one", "end");
  }

  @Test
  void a_consumer_of_a_description_gets_all_lines_also_after_a_restart() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    try (Containers containers = Containers.on(engine, quiet(Map.of()))) {
      RunningContainer db =
          containers.start(ContainerSpec.of("db:1").logConsumer(line -> seen.add(line.text())));
      db.restart(Duration.ZERO);

      await().untilAsserted(() -> assertThat(seen).containsExactly("hello", "hello"));
    }
  }

  @Test
  void a_start_does_not_wait_for_a_consumer_that_hangs() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello").logs("ready");
    CountDownLatch hanging = new CountDownLatch(1);
    try (Containers containers = Containers.on(engine, quiet(Map.of()))) {
      ContainerSpec spec = ContainerSpec.of("db:1").readyWhen(ReadyWhen.log("ready"));

      containers.start(spec.logConsumer(line -> awaitQuietly(hanging)));
    }

    hanging.countDown();
    await().until(() -> !isThere("mayfly-log-container"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void each_container_has_a_file_without_secrets(@TempDir Path folder) throws IOException {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("the token is hunter2hunter2").logsError("oh no");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("db.log"), "of yesterday");
    ContainerSpec spec = ContainerSpec.of("db:1").env("DB_TOKEN", "hunter2hunter2");
    Settings settings =
        quiet(
            Map.of(
                "mayfly.logs",
                "slf4j, file",
                "mayfly.report",
                "json",
                "mayfly.report.dir",
                folder.toString()));
    try (Containers containers = Containers.on(engine, settings)) {
      RunningContainer first =
          containers.orchestrator().start(new StartRequest(spec, "db", "field T.db"));
      first.restart(Duration.ZERO);
      containers.orchestrator().start(new StartRequest(spec, "db", "field U.db"));
    }

    await().until(() -> !isThere("mayfly-log-db"));
    assertThat(Files.readAllLines(logs.resolve("db.log")))
        .hasSize(4)
        .satisfies(lines -> assertThat(lines.get(0)).endsWith("Z   the token is ***"))
        .satisfies(lines -> assertThat(lines.get(3)).endsWith("Z ! oh no"));
    assertThat(Files.readAllLines(logs.resolve("db-2.log"))).hasSize(2);
  }

  @Test
  void files_that_cannot_be_written_fail_no_start(@TempDir Path folder) throws IOException {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    Path file = Files.writeString(folder.resolve("file"), "");
    Settings settings =
        quiet(
            Map.of(
                "mayfly.logs",
                "file",
                "mayfly.report",
                "json",
                "mayfly.report.dir",
                file.toString()));
    try (Containers containers = Containers.on(engine, settings)) {
      assertThat(containers.start(ContainerSpec.of("db:1")).isRunning()).isTrue();
    }
  }

  @Test
  void a_target_that_nobody_knows_is_told_before_anything_starts() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(
            () -> Containers.on(new InMemoryEngine(), quiet(Map.of("mayfly.logs", "paper"))))
        .withMessageContainingAll("mayfly.logs", "paper", "slf4j, file");
  }

  @Test
  void nothing_is_followed_unless_somebody_wants_it() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    try (Containers containers = Containers.on(engine, quiet(Map.of()))) {
      containers
          .orchestrator()
          .start(new StartRequest(ContainerSpec.of("db:1"), "unwanted", "field T.db"));

      assertThat(isThere("mayfly-log-unwanted")).isFalse();
    }
  }

  private static Settings quiet(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("mayfly.reaper.enabled", "false");
    all.put("mayfly.sweep.enabled", "false");
    all.putIfAbsent("mayfly.report", "off");
    return Settings.of(all);
  }

  @Test
  void a_followed_container_leaves_no_thread() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    Settings settings = quiet(Map.of("mayfly.logs", "slf4j"));
    try (Containers containers = Containers.on(engine, settings)) {
      containers
          .orchestrator()
          .start(new StartRequest(ContainerSpec.of("db:1"), "followed", "field T.db"));
      assertThat(isThere("mayfly-log-followed")).isTrue();
    }

    await().until(() -> !isThere("mayfly-log-followed"));
  }
}
