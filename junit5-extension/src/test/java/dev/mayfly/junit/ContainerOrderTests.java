package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that need the same containers run one after the other. */
@Tag("since-junit-5.13")
final class ContainerOrderTests {

  private static final List<String> RAN = new CopyOnWriteArrayList<>();

  private final SessionRun run =
      new SessionRun()
          .parameter("junit.jupiter.testclass.order.default", ContainerOrder.class.getName());

  @BeforeEach
  void begin() {
    RAN.clear();
  }

  static class OneDatabase {
    @Container(image = "db:1")
    static GenericContainer db;

    @Test
    void test() {
      RAN.add("one database");
    }
  }

  static class OneCache {
    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void test() {
      RAN.add("one cache");
    }
  }

  static class Nothing {
    @Test
    void test() {
      RAN.add("nothing");
    }
  }

  static class AnotherDatabase {
    @Test
    void test(@Container(image = "db:1") RunningContainer database) {
      RAN.add("another database");
    }
  }

  static class CacheAndDatabase {
    @Container(image = "cache:1")
    GenericContainer cache;

    @Container(image = "db:1")
    static GenericContainer db;

    @Test
    void test() {
      RAN.add("cache and database");
    }
  }

  @Test
  void classes_with_equal_needs_follow_each_other_and_those_without_any_are_first() {
    assertThat(
            run.execute(
                OneDatabase.class,
                OneCache.class,
                Nothing.class,
                AnotherDatabase.class,
                CacheAndDatabase.class))
        .isEmpty();

    assertThat(RAN)
        .containsExactly(
            "nothing", "one database", "another database", "cache and database", "one cache");
  }

  static class ByType {
    @Container static FixtureContainer app = FixtureContainer.of();

    @Test
    void test() {
      RAN.add("by type");
    }
  }

  static class ByTypeToo {
    @Container static FixtureContainer app = FixtureContainer.of();

    @Test
    void test() {
      RAN.add("by type too");
    }
  }

  @Test
  void where_no_image_is_named_the_type_counts() {
    assertThat(run.execute(ByType.class, OneCache.class, ByTypeToo.class)).isEmpty();

    assertThat(RAN).containsExactly("by type", "by type too", "one cache");
  }
}
