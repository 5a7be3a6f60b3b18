package dev.mayfly.bench.bare;

import dev.mayfly.bench.subject.BareContainer;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Wanted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One Redis for one class. */
class RedisTests {

  private static @Nullable BareContainer redis;

  @BeforeAll
  static void start() throws Exception {
    redis =
        BareContainer.start(Wanted.of(Service.REDIS, System.getProperty("bench.run", "by hand")));
  }

  @Test
  void answers() throws Exception {
    Service.REDIS.ask(running().host(), running().port());
  }

  @AfterAll
  static void stop() throws Exception {
    running().close();
  }

  private static BareContainer running() {
    if (redis == null) {
      throw new IllegalStateException("not started");
    }
    return redis;
  }
}
