package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Mayfly knows of containers before their class begins, and so can start ahead of it. */
@Tag("docker")
class EarlyStartTests {

  @Container(image = "nginx:1.22", ports = 80)
  @Retention(RetentionPolicy.RUNTIME)
  @interface WebServer {}

  // tag::known[]
  @Container(image = "redis:7.0", ports = 6379)
  static GenericContainer named; // the image is named here

  @Container static RedisContainer cache; // no value: RedisContainer.of()

  @WebServer static GenericContainer web; // the same by an annotation of your own

  @Test
  void fetched_ahead(@Container(image = "redis:7.0") RunningContainer other) { // but not started
    assertThat(other.isRunning()).isTrue();
  }

  // end::known[]

  @Test
  void all_of_them_are_there() {
    assertThat(cache.exec("redis-cli", "ping").stdout()).startsWith("PONG");
    assertThat(named.port(6379)).isNotEqualTo(cache.port(6379));
    assertThat(web.port(80)).isPositive();
  }
}
