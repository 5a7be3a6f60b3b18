package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.redis.RedisDatabase;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Test contexts that are connected to handles in fields. */
@Tag("docker")
final class FieldConnectionTests {

  @SpringBootTest(classes = Cache.class)
  static class First {

    @Container(scope = ContainerScope.SUITE)
    @ServiceConnection
    static final RedisContainer redis = RedisContainer.of();

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }
  }

  @SpringBootTest(classes = Cache.class)
  static class Second {

    @ServiceConnection
    @Container(scope = ContainerScope.SUITE)
    static RedisContainer other;

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void classes_that_share_a_container_share_a_context_which_is_closed_before_it() {
    Tests tests = Tests.run(First.class, Second.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(tests.passed()).isEqualTo(2);
    assertThat(Cache.SEEN).containsExactly("opened", "closed +PONG");
  }

  @SpringBootTest(classes = Cache.class)
  static class Third {

    @Container @ServiceConnection static RedisContainer own;

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("PING")).isEqualTo("+PONG");
    }

    @Nested
    class Within {

      @Test
      void answers() throws IOException {
        assertThat(cache.ask("PING")).isEqualTo("+PONG");
      }
    }
  }

  static class Fourth extends Third {}

  @Test
  void a_container_of_a_class_has_a_context_of_its_own_which_nested_classes_share() {
    Tests tests = Tests.run(Third.class, First.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(tests.passed()).isEqualTo(3);
    assertThat(Cache.SEEN).hasSize(4).startsWith("opened", "closed +PONG", "opened");
  }

  @Test
  void an_inherited_field_is_one_container_and_one_context() {
    Tests tests = Tests.run(Fourth.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(Cache.SEEN).containsExactly("opened", "closed +PONG");
  }

  @SpringBootTest(classes = Cache.class)
  static class OfAServer {

    @Container(scope = ContainerScope.SUITE)
    static RedisContainer server;

    @Isolated @ServiceConnection static RedisDatabase database;

    @Autowired Cache cache;

    @Test
    void answers() throws IOException {
      assertThat(cache.ask("SET a 1")).isEqualTo("+OK");
      assertThat(cache.ask("DBSIZE")).isEqualTo(":1");
    }
  }

  static class OfTheSameServer extends OfAServer {}

  @Test
  void each_class_has_its_part_of_a_shared_server() {
    Tests tests = Tests.run(OfAServer.class, OfTheSameServer.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(Cache.SEEN).containsExactly("opened", "closed +PONG", "opened", "closed +PONG");
  }

  @SpringBootTest(classes = {Cache.class, WithItsOwn.Known.class})
  static class WithItsOwn {

    @Container @ServiceConnection static RedisContainer redis;

    @TestConfiguration
    static class Known {
      @Bean
      RedisConnectionDetails known() {
        return new RedisConnectionDetails() {
          @Override
          public Standalone getStandalone() {
            return Standalone.of(redis.host(), redis.port(), 7);
          }
        };
      }
    }

    @Autowired RedisConnectionDetails details;

    @Test
    void counts() {
      assertThat(details.getStandalone().getDatabase()).isEqualTo(7);
    }
  }

  @Test
  void what_the_application_says_itself_counts() {
    assertThat(Tests.run(WithItsOwn.class).failures()).isEmpty();
  }

  @SpringBootTest(classes = Cache.class)
  static class Undeclared {
    @ServiceConnection static RedisContainer redis = RedisContainer.of();

    @Test
    void is_not_run() {}
  }

  @SpringBootTest(classes = Cache.class)
  static class OfEachTest {
    @Container @ServiceConnection RedisContainer redis;

    @Test
    void is_not_run() {}
  }

  @SpringBootTest(classes = Cache.class)
  static class Unknown {
    @Container @ServiceConnection
    static final GenericContainer app =
        GenericContainer.of("busybox:1.35").customize(spec -> spec.command("sleep", "60"));

    @Test
    void is_not_run() {}
  }

  @SpringBootTest(classes = Cache.class)
  static class Twice {
    @Container @ServiceConnection static RedisContainer one;
    @Container @ServiceConnection static RedisContainer two;

    @Test
    void is_not_run() {}
  }

  @SpringBootTest(classes = Cache.class)
  static class OfAnotherKind {
    @Container
    @ServiceConnection(type = JdbcConnectionDetails.class)
    static RedisContainer redis;

    @Test
    void is_not_run() {}
  }

  @SpringBootTest(classes = Cache.class)
  static class Killed {

    @Container(scope = ContainerScope.SUITE)
    @ServiceConnection
    static RedisContainer redis;

    @Autowired Cache cache;

    @Test
    void ends_its_server() {
      redis.running().kill("SIGKILL");
    }
  }

  @Test
  void after_a_container_died_the_next_class_has_a_new_one_and_a_new_context() {
    Tests tests = Tests.run(Killed.class, First.class);

    assertThat(tests.failures()).isEmpty();
    assertThat(tests.passed()).isEqualTo(2);
    assertThat(Cache.SEEN).contains("opened").endsWith("opened", "closed +PONG");
  }

  @SpringBootTest(classes = Cache.class)
  static class NotPrepared {

    @Container @ServiceConnection static RedisContainer redis;

    @Autowired Cache cache;
    @Autowired java.time.Clock missing;

    @Test
    void is_not_run() {}
  }

  @Test
  void a_class_that_can_not_be_prepared_leaves_no_context_behind_its_container() {
    assertThat(Tests.run(NotPrepared.class).failures().toString()).contains("java.time.Clock");
    assertThat(Cache.SEEN).containsExactly("opened", "closed +PONG");
  }

  @Test
  void what_can_not_work_is_told_with_its_field() {
    assertThat(Tests.run(Undeclared.class).failures().toString())
        .contains(
            "field Undeclared.redis is annotated with @ServiceConnection, but nothing of Mayfly's starts it");
    assertThat(Tests.run(OfEachTest.class).failures().toString())
        .contains("field OfEachTest.redis", "is not static", "try: make it static");
    assertThat(Tests.run(Unknown.class).failures().toString())
        .contains(
            "field Unknown.app", "connected to a GenericContainer: here it works for SqlContainer")
        .contains("try: @DynamicPropertySource");
    assertThat(Tests.run(Twice.class).failures().toString())
        .contains("field Twice.one and field Twice.two both give RedisConnectionDetails");
    assertThat(Tests.run(OfAnotherKind.class).failures().toString())
        .contains(
            "wants JdbcConnectionDetails, but of a RedisContainer there are RedisConnectionDetails");
  }

  @Test
  void an_sql_server_needs_no_more_than_the_field() {
    assertThat(Tests.run(Orders.class).failures()).isEmpty();
  }

  @org.springframework.boot.test.autoconfigure.jdbc.JdbcTest
  @org.springframework.test.context.ContextConfiguration(classes = Orders.Application.class)
  static class Orders {

    @SpringBootConfiguration
    static class Application {}

    @Container @ServiceConnection static PostgresContainer db;

    @Autowired org.springframework.jdbc.core.JdbcTemplate jdbc;

    @Test
    void has_its_server_and_no_database_in_memory() {
      assertThat(jdbc.queryForObject("SELECT version()", String.class)).startsWith("PostgreSQL");
    }
  }
}
