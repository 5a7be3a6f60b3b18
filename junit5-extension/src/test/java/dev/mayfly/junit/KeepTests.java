package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.Keep;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Containers of a failed test stay for a look where that is wanted. */
final class KeepTests {

  private final TestRun run = new TestRun();

  private List<String> kept() {
    return run.engine().leftovers().stream()
        .filter(left -> left.kind() == Kind.CONTAINER)
        .map(EngineResource::name)
        .map(name -> name.replaceAll("mayfly-[0-9a-f]{12}-|-\\d+$", ""))
        .sorted()
        .toList();
  }

  static class AttributeTestCase {
    @Container(image = "db:1", keep = Keep.ON_FAILURE)
    static RunningContainer db;

    @Container(image = "cache:1")
    static RunningContainer cache;

    @Test
    void fails() {
      throw new AssertionError("no order");
    }
  }

  @Test
  void a_field_can_say_that_its_container_is_kept_when_a_test_fails() {
    run.execute(AttributeTestCase.class);

    assertThat(kept()).containsExactly("db");
  }

  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class EachTestCase {
    @Container(image = "db:1")
    RunningContainer db;

    @Test
    void a_fails() {
      throw new AssertionError("no order");
    }

    @Test
    void b_passes() {}

    @Test
    void c_fails() {
      throw new AssertionError("no stock");
    }
  }

  @Test
  void those_of_every_failed_test_are_kept_and_are_in_the_way_of_none() {
    run.parameter("mayfly.keep", "on-failure").execute(EachTestCase.class);

    assertThat(kept()).containsExactly("db", "db");
  }

  static class StartFailsTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(image = "bad:1", waitForLog = "ready", dependsOn = "db")
    static RunningContainer bad;

    @Test
    void never_runs() {}
  }

  @Test
  void a_container_that_did_not_start_is_kept_with_those_it_was_to_work_with() {
    run.engine().image("bad:1").logs("no license").exits(3);

    run.parameter("mayfly.keep", "on-failure").execute(StartFailsTestCase.class);

    assertThat(kept()).containsExactly("bad", "db");
  }

  static class PassesTestCase {
    @Container(image = "db:1")
    RunningContainer db;

    @Test
    void passes() {}
  }

  @Test
  void nothing_is_kept_of_a_test_that_passes() {
    run.parameter("mayfly.keep", "on-failure").succeeds(1, PassesTestCase.class);

    assertThat(run.engine().leftovers()).isEmpty();
  }
}
