package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.GenericContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** JUnit's kinds of tests and ways to run them get the containers that their scopes promise. */
final class JUnitFeaturesTests {

  private static final Set<String> CLASS = ConcurrentHashMap.newKeySet();
  private static final Set<String> METHOD = ConcurrentHashMap.newKeySet();
  private static final Set<String> SUITE = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    List.of(CLASS, METHOD, SUITE).forEach(Set::clear);
  }

  static class AllKindsTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer broker = GenericContainer.of("cache:1");

    @Container final GenericContainer app = GenericContainer.of("app:1");

    void see() {
      CLASS.add(db.running().id());
      SUITE.add(broker.running().id());
      METHOD.add(app.running().id());
    }

    @RepeatedTest(2)
    void repeated() {
      see();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameterized(String value, @Container(image = "db:1") GenericContainer other) {
      see();
      METHOD.add(value + other.running().id());
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
      return Stream.of("a", "b").map(name -> dynamicTest(name, this::see));
    }

    @Nested
    class Inner {
      @Container(scope = ContainerScope.SUITE)
      static final GenericContainer same = GenericContainer.of("cache:1");

      @Test
      void nested() {
        see();
        assertThat(same.running().id()).isEqualTo(broker.running().id());
      }
    }
  }

  static class HeirTestCase extends AllKindsTestCase {}

  @Test
  void every_kind_of_test_has_what_its_scopes_say() {
    run.succeeds(14, AllKindsTestCase.class, HeirTestCase.class);

    assertThat(CLASS).as("one for each class").hasSize(2);
    assertThat(SUITE).as("one for all").hasSize(1);
    assertThat(METHOD).as("apps, and parameters; one app for a factory").hasSize(2 * (6 + 2));
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class RegisteredTestCase {
    @RegisterExtension static final MayflyExtension first = new MayflyExtension();
    @RegisterExtension final MayflyExtension second = new MayflyExtension();

    @Container static final GenericContainer db = GenericContainer.of("db:1");
    @Container final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one(@Container(image = "cache:1") GenericContainer cache) {
      assertThat(cache.running().isRunning()).isTrue();
      METHOD.add(app.running().id());
    }
  }

  @Test
  void an_extension_that_is_registered_too_does_nothing_twice(@TempDir Path folder)
      throws Exception {
    run.parameter("mayfly.report.dir", folder.toString()).succeeds(1, RegisteredTestCase.class);

    assertThat(run.calls("start", "remove CONTAINER"))
        .containsExactlyInAnyOrder(
            "start db-1",
            "start app-2",
            "start cache-3",
            "remove CONTAINER app-2",
            "remove CONTAINER cache-3",
            "remove CONTAINER db-1");
    try (Stream<Path> files = Files.list(folder)) {
      Path report = files.filter(it -> it.toString().endsWith(".json")).findFirst().orElseThrow();
      assertThat(new ObjectMapper().readTree(report.toFile()).path("tests")).hasSize(1);
    }
  }

  @Suite
  @SelectClasses({AllKindsTestCase.class, HeirTestCase.class})
  static class TheSuite {}

  @Test
  void the_platforms_suites_are_runs_of_their_own() {
    run.inEngine("junit-platform-suite").succeeds(14, TheSuite.class);

    assertThat(CLASS).hasSize(2);
    assertThat(SUITE).hasSize(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void runs_in_one_jvm_share_nothing() {
    run.succeeds(7, AllKindsTestCase.class);
    new TestRun().succeeds(7, AllKindsTestCase.class);

    assertThat(SUITE).hasSize(2);
  }
}
