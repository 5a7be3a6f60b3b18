package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A declaration that can't work is told with its place and reason before anything starts. */
final class WrongDeclarationTests {

  private final TestRun run = new TestRun();

  private String message(Class<?> testClass) {
    Throwable failure = run.failuresOf(testClass).get(0);
    assertThat(run.calls()).as("nothing was started").isEmpty();
    assertThat(failure).isInstanceOf(DeclarationException.class);
    return failure.getMessage().replace("WrongDeclarationTests.", "");
  }

  static class FinalNullTestCase {
    @Container static final GenericContainer db = null;

    @Test
    void never_runs() {}
  }

  @Test
  void a_final_field_without_a_value() {
    assertThat(message(FinalNullTestCase.class))
        .isEqualTo(
            "Wrong declaration, field FinalNullTestCase.db: it is final and null; give it a value,"
                + " or drop final.");
  }

  static class BadImageTestCase {
    @Container static final GenericContainer db = GenericContainer.of("Postgres:15");

    @Test
    void never_runs() {}
  }

  /** JUnit adds that it was asking whether the class is to be run. */
  @Test
  void an_image_in_an_initialiser_that_is_no_name_is_told_with_its_line() {
    assertThat(run.failuresOf(BadImageTestCase.class).get(0))
        .hasMessageFindingMatch(
            "Wrong declaration, BadImageTestCase, line \\d+ of WrongDeclarationTests.java: "
                + "\"Postgres:15\" is no image name")
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(run.calls()).isEmpty();
  }

  static class OwnFaultTestCase {
    @Container
    static final GenericContainer db = GenericContainer.of("db:" + Integer.parseInt("one"));

    @Test
    void never_runs() {}
  }

  @Test
  void what_an_initialiser_itself_fails_with_comes_as_it_is() {
    assertThat(run.failuresOf(OwnFaultTestCase.class).get(0))
        .satisfiesAnyOf(
            failure -> assertThat(failure).isInstanceOf(ExceptionInInitializerError.class),
            failure -> assertThat(failure).hasCauseInstanceOf(ExceptionInInitializerError.class))
        .hasRootCauseInstanceOf(NumberFormatException.class);
  }

  static class FinalNullInstanceTestCase {
    @Container final GenericContainer db;

    FinalNullInstanceTestCase() {
      db = null;
    }

    @Test
    void never_runs() {}
  }

  @Test
  void a_final_instance_field_without_a_value() {
    assertThat(message(FinalNullInstanceTestCase.class))
        .contains("field FinalNullInstanceTestCase.db: it is final and null");
  }

  static class WrongTypeTestCase {
    @Container static String db;

    @Test
    void never_runs(@Container Network network) {}
  }

  @Test
  void types_that_are_no_containers() {
    assertThat(message(WrongTypeTestCase.class))
        .isEqualTo(
            """
            2 wrong declarations:
              field WrongTypeTestCase.db: String is no container type; declare a handle such as \
            GenericContainer, a RunningContainer, or a Network.
              parameter network of WrongTypeTestCase.never_runs: a network can't be a parameter; \
            declare a field.\
            """);
  }

  record NoFactory(ContainerSlot slot) implements ContainerHandle {
    @SuppressWarnings("unused") // not static, not without parameters
    private NoFactory of(int number) {
      return this;
    }
  }

  static class NoFactoryTestCase {
    @Container static NoFactory one;

    @Container(image = "db:1")
    static NoFactory two;

    @Container static GenericContainer three;
    @Container static RunningContainer four;

    @Test
    void never_runs() {}
  }

  @Test
  void types_without_a_factory() {
    assertThat(message(NoFactoryTestCase.class))
        .contains("NoFactoryTestCase.one: NoFactory has no static factory of(), which a field")
        .contains("NoFactoryTestCase.two: NoFactory has no static factory of(String image)")
        .contains("NoFactoryTestCase.three: nothing says which image")
        .contains("NoFactoryTestCase.four: nothing says which image");
  }

  static class ValueAndImageTestCase {
    @Container(image = "db:1")
    static final GenericContainer db = GenericContainer.of("db:2");

    @Container(image = "DB UPPER")
    static GenericContainer badImage;

    @Test
    void never_runs() {}
  }

  @Test
  void an_image_beside_a_value_and_an_image_that_is_none() {
    assertThat(message(ValueAndImageTestCase.class))
        .contains("ValueAndImageTestCase.db: it has both a value and an image; drop one of them.")
        .contains("ValueAndImageTestCase.badImage: \"DB UPPER\" is no image name");
  }

  static class ValueAndImageInstanceTestCase {
    @Container(image = "db:1")
    final GenericContainer db = GenericContainer.of("db:2");

    @Test
    void never_runs() {}
  }

  @Test
  void an_image_beside_the_value_of_an_instance_field() {
    assertThat(message(ValueAndImageInstanceTestCase.class)).contains("both a value and an image");
  }

  static class DependsOnTestCase {
    @Container static final Network backend = Network.of("backend");

    @Container(dependsOn = {"dbb", "backend"})
    static final GenericContainer app = GenericContainer.of("app:1");

    @Container(dependsOn = "fresh", network = "back")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container final GenericContainer fresh = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void names_that_are_not_there() {
    assertThat(message(DependsOnTestCase.class))
        .contains("app: dependsOn names \"dbb\", but the containers here are [db, app, fresh]")
        .contains("app: dependsOn names \"backend\", but the containers here are")
        .contains("db: it is static and can't depend on \"fresh\", which is fresh for each test.")
        .contains("db: network names \"back\", but the Network fields with @Container here are")
        .contains("[backend]");
  }

  static class CircleTestCase {
    @Container(dependsOn = "b")
    static final GenericContainer a = GenericContainer.of("app:1");

    @Container(dependsOn = "c")
    static final GenericContainer b = GenericContainer.of("app:1");

    @Container(dependsOn = "b")
    static final GenericContainer c = GenericContainer.of("app:1");

    @Container(dependsOn = "self")
    GenericContainer self = GenericContainer.of("app:1");

    @Test
    void never_runs() {}
  }

  @Test
  void circles() {
    assertThat(message(CircleTestCase.class))
        .isEqualTo(
            """
            2 wrong declarations:
              field CircleTestCase.b: dependsOn goes in a circle: b → c → b
              field CircleTestCase.self: dependsOn goes in a circle: self → self\
            """);
  }

  static class SameAliasTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(aliases = {"db", "database"})
    static final GenericContainer other = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void the_same_name_twice_on_a_network() {
    assertThat(message(SameAliasTestCase.class))
        .contains("SameAliasTestCase.other: on network \"session\" it is called [db], as is field")
        .contains("SameAliasTestCase.db; rename one of them or give it another network.");
  }

  static class ParentTestCase {
    @Container static GenericContainer db = GenericContainer.of("db:1");
    @Container GenericContainer cache = GenericContainer.of("cache:1");
  }

  static class HidingTestCase extends ParentTestCase {
    static GenericContainer db;
    @Container GenericContainer cache = GenericContainer.of("cache:2");

    @Test
    void never_runs() {}
  }

  @Test
  void a_field_that_hides_the_container_of_a_superclass() {
    assertThat(message(HidingTestCase.class))
        .contains("ParentTestCase.db: it is hidden by field HidingTestCase.db; rename one of them.")
        .contains("ParentTestCase.cache: it is hidden by field HidingTestCase.cache; rename one");
  }

  static class BadAliasTestCase {
    @Container(aliases = "no name")
    static final GenericContainer größe = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void names_that_no_host_can_have() {
    assertThat(message(BadAliasTestCase.class))
        .contains("\"größe\" can't be its name on a network; use 1 to 63 of a-z, 0-9,")
        .contains("\"no name\" can't be its name on a network");
  }

  static class SameAliasBelowTestCase {
    @Container static final GenericContainer DB = GenericContainer.of("db:1");
    @Container final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void the_name_of_a_container_of_the_class_for_one_of_the_test() {
    Throwable failure = run.failuresOf(SameAliasBelowTestCase.class).get(0);

    assertThat(failure).hasMessageContaining("it is called [db], as is field");
    assertThat(run.calls("start")).containsExactly("start DB-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class MalformedTestCase {
    @Container(
        image = "db:1",
        ports = 70_000,
        env = "=x",
        files = "schema.sql",
        waitForLog = "(",
        timeout = "soon")
    GenericContainer db;

    @Test
    void never_runs(
        @Container(
                image = "app:1",
                ports = {80, 81},
                waitForHttp = "health",
                timeout = "0s")
            GenericContainer app) {}
  }

  @Test
  void attributes_that_can_not_be_read_are_told_all_at_once() {
    assertThat(message(MalformedTestCase.class))
        .startsWith("7 wrong declarations:")
        .contains("Port 70000 is not between 1 and 65535.")
        .contains("env \"=x\" is no variable; write NAME=value.")
        .contains("files \"schema.sql\" can't be read; write source:/path/in/the/container.")
        .contains("\"(\" is no regular expression")
        .contains("timeout \"soon\" is no duration; write 500ms, 30s, 2m or 1m30s.")
        .contains("waitForHttp \"health\" can't be read; write /path or :8080/path.")
        .contains("A start timeout of PT0S leaves no time to start.");
  }

  static class UnclearPortTestCase {
    @Container(waitForHttp = "/health")
    static final GenericContainer app = GenericContainer.of("app:1").expose(80, 81);

    @Test
    void never_runs() {}
  }

  @Test
  void a_path_that_is_to_be_asked_on_one_of_several_ports() {
    assertThat(message(UnclearPortTestCase.class))
        .contains("waitForHttp does not say which port, and these are mapped: [80/tcp, 81/tcp];")
        .contains("write :8080/health");
  }

  static class OneObjectTestCase {
    private static final FixtureContainer NODE = FixtureContainer.of();

    @Container static final FixtureContainer left = NODE;
    @Container static final FixtureContainer right = NODE;

    @Test
    void never_runs() {}
  }

  static class OneObjectWithinTestCase {
    private static final FixtureContainer NODE = FixtureContainer.of();

    @Container(scope = ContainerScope.SUITE)
    static final FixtureContainer left = NODE;

    @Nested
    class Inner {
      @Container final FixtureContainer right = NODE;

      @Test
      void never_runs() {}
    }
  }

  @Test
  void one_object_for_two_containers() {
    assertThat(message(OneObjectTestCase.class))
        .isEqualTo(
            "Wrong declaration, field OneObjectTestCase.right: its value is the very object that"
                + " field OneObjectTestCase.left has, which could not tell their two containers"
                + " apart; give each field a value of its own.");
    assertThat(run.failuresOf(OneObjectWithinTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("Inner.right: its value is the very object", "OneObjectWithinTestCase.left has");
  }

  static class LateNetworkTestCase {
    @Container(network = "front")
    static final FixtureContainer app = FixtureContainer.of();

    @Container final Network front = Network.of("front");

    @Test
    void never_runs() {}
  }

  @Test
  void a_static_container_on_a_network_that_is_not() {
    assertThat(message(LateNetworkTestCase.class))
        .isEqualTo(
            "Wrong declaration, field LateNetworkTestCase.app: it is static and can't be on network"
                + " \"front\", which is there only with a test; make that static too.");
  }
}
