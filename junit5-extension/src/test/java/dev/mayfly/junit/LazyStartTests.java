package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handle starts its container when it is first asked for something. */
final class LazyStartTests {

  private final TestRun run = new TestRun();

  /** Stands for a framework that is set up before the containers' own turn. */
  static final class Framework implements BeforeAllCallback, TestInstancePostProcessor {
    @Override
    public void beforeAll(ExtensionContext context) {
      FrameworkTestCase.db.exec("framework");
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      FrameworkTestCase.db.exec("framework again");
    }
  }

  @ExtendWith(Framework.class)
  static class FrameworkTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Container(dependsOn = "cache")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void test() {
      db.exec("test");
    }
  }

  /** Asks before the container's turn. */
  static final class Asker implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      assertThat(AskedTestCase.db.isRunning()).isFalse();
      AskedTestCase.db.start();
      assertThat(AskedTestCase.db.isRunning()).isTrue();
      AskedTestCase.db.close();
    }
  }

  @ExtendWith(Asker.class)
  static class AskedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {
      db.start();
      assertThat(db.isRunning()).isTrue();
    }
  }

  @Test
  void to_ask_whether_it_runs_starts_nothing_and_its_own_start_is_the_tests() {
    run.succeeds(1, AskedTestCase.class);

    assertThat(run.calls("start")).containsExactly("start db-1");
    assertThat(AskedTestCase.db.isRunning()).isFalse();
  }

  @Test
  void other_extensions_can_use_a_container_before_its_turn() {
    run.succeeds(1, FrameworkTestCase.class);

    assertThat(run.calls("start", "exec"))
        .containsExactly(
            "start cache-1",
            "start db-2",
            "exec db-2 framework",
            "start app-3",
            "exec db-2 framework again",
            "exec db-2 test");
  }

  static class StaticInitialiserTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Container(dependsOn = "cache")
    static final GenericContainer db = GenericContainer.of("db:1");

    static final String ID = db.running().id();

    @Container static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void test() {
      assertThat(db.running().id()).isEqualTo(ID);
    }
  }

  @Test
  void a_static_initialiser_can_use_the_containers_of_its_class() {
    run.succeeds(1, StaticInitialiserTestCase.class);

    assertThat(run.calls("start")).containsExactly("start cache-1", "start db-2", "start app-3");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  interface Declares {
    @Container GenericContainer db = GenericContainer.of("db:1");
    String ID = db.running().id();
  }

  static class InheritsTestCase implements Declares {
    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void test() {
      assertThat(db.running().id()).isEqualTo(ID);
      cache.exec("test");
    }

    @Nested
    class Inner {
      static final String SAME = db.running().id();

      @Test
      void test() {
        assertThat(SAME).isEqualTo(ID);
      }
    }
  }

  @Test
  void so_can_that_of_an_interface_and_that_of_a_nested_class() {
    run.succeeds(2, InheritsTestCase.class);

    assertThat(run.calls("start")).containsExactly("start db-1", "start cache-2");
  }

  static class WrongOrderTestCase {
    @Container(dependsOn = "cache")
    static final GenericContainer db = GenericContainer.of("db:1");

    static final String ID = db.running().id();

    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void never_runs() {}
  }

  @Test
  void what_an_initialiser_needs_has_to_be_declared_above() {
    assertThat(run.failuresOf(WrongOrderTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .rootCause()
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageContaining("field LazyStartTests.WrongOrderTestCase.cache")
                    .hasMessageContaining("declare it above"));
    assertThat(run.calls()).isEmpty();
  }

  static class LambdaTestCase {
    @Container
    static final GenericContainer db =
        GenericContainer.of("db:1")
            .customize(
                spec -> spec.when(Moment.STARTED, at -> at.container().exec("of this class")));

    static final String ID = db.running().id();

    @Test
    void never_runs() {}
  }

  @Test
  void an_initialiser_does_not_wait_for_a_container_that_waits_for_its_end() {
    assertThat(run.failuresOf(LambdaTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .rootCause()
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageContaining("hook (a lambda in LazyStartTests.LambdaTestCase)")
                    .hasMessageContaining("another class"));
    assertThat(run.calls()).isEmpty();
  }

  static class FailingInitialiserTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");
    static final int NUMBER = Integer.parseInt(db.running().id() + "?");

    @Test
    void never_runs() {}
  }

  @Test
  void an_initialiser_that_fails_leaves_nothing() {
    assertThat(run.failuresOf(FailingInitialiserTestCase.class))
        .singleElement()
        .satisfies(
            failure -> assertThat(failure).rootCause().isInstanceOf(NumberFormatException.class));
    assertThat(run.calls("start", "remove")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class ParallelTestCase {
    @Container static final GenericContainer db = FrameworkTestCase.db;
    static final String ID = db.running().id();

    @Test
    void has_its_own() {
      assertThat(db.running().id()).isEqualTo(ID);
    }
  }

  static class OtherParallelTestCase {
    @Container static final GenericContainer db = FrameworkTestCase.db;
    static final String ID = db.running().id();

    @Test
    void has_its_own() {
      assertThat(db.running().id()).isEqualTo(ID);
    }
  }

  @Test
  void initialisers_of_classes_that_declare_one_constant_each_find_their_own_container() {
    run.inParallel().succeeds(2, ParallelTestCase.class, OtherParallelTestCase.class);

    assertThat(ParallelTestCase.ID).isNotEqualTo(OtherParallelTestCase.ID);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class SourceTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    static Stream<String> ids() {
      return Stream.of(db.running().id());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void test(String id) {
      assertThat(db.running().id()).isEqualTo(id);
    }
  }

  @Test
  void a_source_of_arguments_can_use_a_container() {
    run.succeeds(1, SourceTestCase.class);

    assertThat(run.calls("start")).containsExactly("start db-1");
  }

  record Client(Supplier<String> address) implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      assertThat(address.get()).isNotEmpty();
    }
  }

  static class RegisteredTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @RegisterExtension
    @Order(1)
    static final Client client = new Client(() -> db.running().id());

    @Test
    void test() {}
  }

  @Test
  void a_registered_extension_can_ask_in_its_callbacks() {
    run.succeeds(1, RegisteredTestCase.class);

    assertThat(run.calls("start")).containsExactly("start db-1");
  }

  static class TooEarlyTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @RegisterExtension static final Client client = new Client(db.running()::id);

    @Test
    void never_runs() {}
  }

  @Test
  void the_value_of_a_registered_extension_is_too_early_and_is_told_what_to_do() {
    assertThat(run.failuresOf(TooEarlyTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .rootCause()
                    .isInstanceOf(MayflyException.class)
                    .hasMessageContaining("ask in a lambda"));
    assertThat(run.calls()).isEmpty();
  }

  @Test
  void after_the_class_a_handle_says_that_it_belongs_to_no_test() {
    run.succeeds(1, FrameworkTestCase.class);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> FrameworkTestCase.db.port(5432))
        .withMessageContaining("belongs to no running test");
  }

  static class HookTestCase {
    @Container
    static final GenericContainer db =
        GenericContainer.of("db:1")
            .customize(spec -> spec.when(Moment.STARTED, occasion -> HookTestCase.ask()));

    private static void ask() {
      db.port(5432);
    }

    @Test
    void never_runs() {}
  }

  @Test
  void a_hook_that_asks_the_handle_it_belongs_to_is_told_what_to_ask_instead() {
    run.parameter("mayfly.start.timeout", "1s");
    assertThat(run.failuresOf(HookTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("a hook at STARTED did not end within 1 s")
                    .hasMessageContaining("the one that the hook is given"));
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Disabled("never runs")
  static class DisabledTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void never_runs() {}
  }

  @Test
  void nothing_is_started_for_a_disabled_class() {
    run.succeeds(0, DisabledTestCase.class);

    assertThat(run.calls()).isEmpty();
  }
}
