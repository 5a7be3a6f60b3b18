package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.engine.EngineException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields of another library's type, whose containers that library starts. */
final class OtherTypeTests {

  private final TestRun run = new TestRun();

  OtherTypeTests() {
    BothKindsTestCase.gadget.on(run.engine());
    BaseTestCase.shared.on(run.engine());
  }

  static class BothKindsTestCase {
    @Container(dependsOn = "gadget")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(aliases = "second-name", dependsOn = "cache")
    static final Gadget gadget = new Gadget("db:1");

    @Container static final GenericContainer cache = GenericContainer.of("db:1");

    @Test
    void one() {}

    @Test
    void two() {
      assertThat(gadget.slot.running().networkAlias()).isEqualTo("gadget");
    }
  }

  @Test
  void are_started_in_the_session_between_those_of_mayfly() {
    run.succeeds(2, BothKindsTestCase.class);

    assertThat(run.calls("start"))
        .containsExactly("start cache-1", "start gadget-gadget", "start db-2");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class BaseTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final Gadget shared = new Gadget("db:1");

    @Test
    void uses_it() {
      shared.slot.running();
    }
  }

  static class OneTestCase extends BaseTestCase {}

  static class OtherTestCase extends BaseTestCase {}

  @Test
  void are_one_container_for_the_run_where_all_name_the_same_object() {
    run.succeeds(2, OneTestCase.class, OtherTestCase.class);

    assertThat(run.calls("start")).containsExactly("start shared-gadget");
  }

  static class InstanceTestCase {
    @Container(scope = ContainerScope.SUITE)
    final Gadget gadget = new Gadget("db:1");

    @Test
    void never_runs() {}
  }

  @Test
  void are_not_shared_wider_than_their_object_lives() {
    assertThat(message(InstanceTestCase.class)).contains("is made anew for each test");
  }

  static class WrongTestCase {
    @Container static @Nullable Gadget empty;

    @Container(env = "A=1", image = "x:1", waitForLog = "up")
    static final Gadget described = new Gadget("db:1");

    @Container(scope = ContainerScope.BUILD)
    static final Gadget everywhere = new Gadget("db:1");

    @Container static final Gadget refused = new Gadget("");

    @Test
    void never_runs(@Container Gadget parameter) {}
  }

  @Test
  void are_told_what_they_can_not_have() {
    assertThat(message(WrongTestCase.class))
        .contains("WrongTestCase.empty: it has no value; give it one")
        .contains("WrongTestCase.described: its library describes the container")
        .contains("[env, image, waitForLog] do nothing; use the methods of Gadget")
        .contains("WrongTestCase.everywhere: other JVMs can't have the object")
        .contains("WrongTestCase.refused: a gadget needs an image.")
        .contains("WrongTestCase.never_runs: a Gadget can't be a parameter");
    assertThat(run.calls("start")).isEmpty();
  }

  private String message(Class<?> testClass) {
    Throwable failure = run.failuresOf(testClass).get(0);
    assertThat(failure).isInstanceOf(DeclarationException.class);
    return failure.getMessage();
  }

  @Test
  void leave_nothing_when_their_start_fails() {
    run.engine().failNext("startContainer", new EngineException(500, "no room"));

    assertThat(run.failuresOf(OneTestCase.class).get(0).getMessage())
        .contains("field OtherTypeTests.BaseTestCase.shared", "did not start", "no room");
    assertThat(run.engine().leftovers()).isEmpty();
  }
}
