package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;

@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class RedisDatabaseTests {

  private static final String RUN = "0123456789ab";

  @Container private static final RedisContainer guarded = RedisContainer.of().password("p@ss: w");

  @Isolated private RedisDatabase mine;

  @BeforeEach
  void write(@Isolated RedisDatabase database) {
    try (Jedis redis = new Jedis(database.uri())) {
      redis.set("who", database.name());
    }
  }

  @RepeatedTest(20)
  void each_test_has_a_database_of_its_own_which_before_each_can_fill() {
    try (Jedis redis = new Jedis(mine.uri())) {
      assertThat(redis.keys("*")).containsExactly("who");
      assertThat(redis.get("who")).isEqualTo(mine.name());
      redis.set("more", "1");
    }
    assertThat(mine.number()).isPositive();
  }

  @Test
  void numbers_of_a_dead_run_are_emptied_and_free_again_and_a_living_ones_are_not(
      @Container RedisContainer server) throws Exception {
    RedisDatabase empty = RedisDatabase.of();
    SliceMaker<RedisDatabase> dead = server.slices(server.running(), "00000000dead");
    assertThat(dead.make(empty)).isEqualTo("1");
    try (SliceMaker<RedisDatabase> living = server.slices(server.running(), RUN);
        Jedis redis = new Jedis(server.uri())) {
      assertThat(living.make(empty)).isEqualTo("2");
      redis.select(1);
      redis.set("left", "behind");
      dead.close();

      try (SliceMaker<RedisDatabase> next = server.slices(server.running(), "000000000002")) {
        assertThat(redis.dbSize()).isZero();
        assertThat(List.of(next.make(empty), next.make(empty))).containsExactly("1", "3");
      }
    }
  }

  @Test
  void a_number_that_is_another_runs_by_now_is_not_emptied(@Container RedisContainer server)
      throws Exception {
    try (SliceMaker<RedisDatabase> maker = server.slices(server.running(), RUN);
        Jedis redis = new Jedis(server.uri())) {
      assertThat(maker.make(RedisDatabase.of())).isEqualTo("1");
      redis.select(1023);
      redis.hset("mayfly:databases", "1", "mayfly-another");
      redis.select(1);
      redis.set("its", "own");

      maker.drop("1");

      assertThat(redis.get("its")).isEqualTo("own");
    }
  }

  @Test
  void when_all_are_in_use_the_message_says_what_to_do(@Container RedisContainer server)
      throws Exception {
    try (SliceMaker<RedisDatabase> maker = server.slices(server.running(), RUN)) {
      for (int number = 1; number < 1023; number++) {
        assertThat(maker.make(RedisDatabase.of())).isEqualTo(Integer.toString(number));
      }
      assertThatThrownBy(() -> maker.make(RedisDatabase.of()))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("all 1022 databases are in use.\n  try: give the server more")
          .hasMessageContaining("setting(\"databases\", \"2000\")");

      maker.drop("7");
      assertThat(maker.make(RedisDatabase.of())).isEqualTo("7");
    }
  }

  @Test
  void databases_are_handed_out_after_the_server_was_started_again(@Container RedisContainer server)
      throws Exception {
    try (SliceMaker<RedisDatabase> maker = server.slices(server.running(), RUN)) {
      assertThat(maker.make(RedisDatabase.of())).isEqualTo("1");
      server.running().restart(Duration.ofSeconds(5));
      assertThat(maker.make(RedisDatabase.of())).isEqualTo("2");
    }
  }

  @Test
  void hundreds_are_handed_out_in_parallel_and_come_back_empty(@Container RedisContainer server)
      throws Exception {
    try (SliceMaker<RedisDatabase> maker = server.slices(server.running(), RUN)) {
      List<String> numbers =
          IntStream.range(0, 300).parallel().mapToObj(i -> madeBy(maker)).toList();
      assertThat(numbers).doesNotHaveDuplicates();
      try (Jedis redis = new Jedis(server.uri())) {
        redis.select(Integer.parseInt(numbers.get(9)));
        redis.set("a", "b");
        numbers.parallelStream().forEach(number -> droppedBy(maker, number));
        assertThat(redis.dbSize()).isZero();
      }
    }
  }

  private static String madeBy(SliceMaker<RedisDatabase> maker) {
    try {
      return maker.make(RedisDatabase.of());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void droppedBy(SliceMaker<RedisDatabase> maker, String number) {
    try {
      maker.drop(number);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_server_with_too_few_for_a_test_is_told_what_they_are_for() throws Exception {
    for (String number : new String[] {"1", "2"}) {
      RedisContainer small = RedisContainer.of().setting("databases", number);
      try (Containers session = Containers.open();
          SliceMaker<RedisDatabase> maker = small.slices(session.start(small.slot().spec()), RUN)) {
        assertThatThrownBy(() -> maker.make(RedisDatabase.of()))
            .isInstanceOf(MayflyException.class)
            .hasMessageContainingAll(
                "the server has " + number + " database",
                "number 0 is left",
                "try: leave setting(\"databases\", …) out");
      }
    }
  }
}
