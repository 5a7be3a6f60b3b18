package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LogLine;
import dev.mayfly.engine.InMemoryEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    LogDelivery delivery = LogDelivery.begin("in-order", seen::add);

    delivery.add(line("one"));
    delivery.add(line("two"));
    delivery.end();

    await().until(() -> !isThere("mayfly-log-in-order"));
    assertThat(seen).containsExactly("one", "two");
  }

  @Test
  void what_a_consumer_that_hangs_cannot_take_is_dropped_and_counted() {
    CountDownLatch hanging = new CountDownLatch(1);
    LogDelivery delivery =
        LogDelivery.begin(
            "hanging",
            text -> {
              try {
                hanging.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              seen.add(text);
            });

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
  void a_followed_container_leaves_no_thread() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1").logs("hello");
    Map<String, String> settings =
        Map.of(
            "mayfly.logs", "slf4j",
            "mayfly.reaper.enabled", "false",
            "mayfly.sweep.enabled", "false",
            "mayfly.report", "off");
    try (Containers containers = Containers.on(engine, Settings.of(settings))) {
      containers.start(new StartRequest(ContainerSpec.of("db:1"), "followed", "field T.db"));
      assertThat(isThere("mayfly-log-followed")).isTrue();
    }

    await().until(() -> !isThere("mayfly-log-followed"));
  }

  @Test
  @Tag("docker")
  void a_real_containers_lines_reach_slf4j_under_its_name_without_secrets() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try (Containers containers = Containers.open(loggingTo("slf4j"))) {
      ContainerSpec box =
          ContainerSpec.of("busybox:1.35")
              .env("BOX_TOKEN", "hunter2hunter2")
              .command("sh", "-c", "echo the token is $BOX_TOKEN; exec sleep 600");
      containers.start(new StartRequest(box, "spoken", "field T.box"));

      await().until(() -> written.toString(UTF_8).contains("the token is"));
    } finally {
      System.setErr(console);
    }

    assertThat(written.toString(UTF_8)).contains("INFO spoken - the token is ***");
    await().until(() -> !isThere("mayfly-log-spoken"));
  }

  private static Settings loggingTo(String target) {
    return Settings.load(
        name -> name.equals("mayfly.logs") ? Optional.of(target) : Optional.empty());
  }
}
