package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.LogLine;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a container logs, from its first line on, while it runs. */
@Tag("docker")
class LogConsumerTests {

  // tag::consumer[]
  static final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();

  @Container
  static final RedisContainer cache =
      RedisContainer.of("redis:7.0").customize(spec -> spec.logConsumer(lines::add));

  // end::consumer[]

  @Test
  void the_first_line_is_there_although_it_was_logged_before_the_container_was_ready() {
    await().until(() -> lines.stream().anyMatch(line -> line.text().contains("Redis is starting")));
  }

  @Test
  void a_later_line_can_be_waited_for() {
    // tag::await[]
    cache.running().exec("redis-cli", "bgsave");
    cache.running().await(log("Background saving terminated"), Duration.ofSeconds(10));
    // end::await[]
    assertThat(cache.running().logs()).contains("Background saving terminated");
  }
}
