package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import org.junit.jupiter.api.Test;

/** Containers that want the same port of this machine. */
final class FixedPortsTests {

  private final TestRun run = new TestRun();

  static class TwoFieldsTestCase {
    @Container
    static final GenericContainer one =
        GenericContainer.of("db:1")
            .customize(
                spec -> spec.fixedPort(15432, Port.tcp(5432)).readyWhen(ReadyWhen.running()));

    @Container
    static final GenericContainer two =
        GenericContainer.of("app:1")
            .customize(spec -> spec.stableAddress(80, 15432).readyWhen(ReadyWhen.running()));

    @Test
    void never_runs() {}
  }

  @Test
  void two_fields_that_can_be_seen_together_are_told_before_anything_starts() {
    assertThat(run.failuresOf(TwoFieldsTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessage(
                        "Wrong declaration, field FixedPortsTests.TwoFieldsTestCase.two: it wants"
                            + " port 15432/tcp of this machine, as does field"
                            + " FixedPortsTests.TwoFieldsTestCase.one; let one of them have another"
                            + " port, or a free one."));
    assertThat(run.calls("create")).isEmpty();
  }

  static class SuiteTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db =
        GenericContainer.of("db:1")
            .customize(
                spec -> spec.fixedPort(15432, Port.tcp(5432)).readyWhen(ReadyWhen.running()));

    @Test
    void runs() {
      assertThat(db.port(5432)).isPositive();
    }
  }

  static class LaterTestCase {
    @Container
    static final GenericContainer other =
        GenericContainer.of("app:1")
            .customize(spec -> spec.fixedPort(15432, Port.tcp(80)).readyWhen(ReadyWhen.running()));

    @Test
    void never_runs() {}
  }

  @Test
  void containers_of_classes_that_live_at_the_same_time_are_told_by_both_their_names() {
    assertThat(run.failuresOf(SuiteTestCase.class, LaterTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining(
                        "field FixedPortsTests.LaterTestCase.other wants port 15432/tcp of this"
                            + " machine, and so does field FixedPortsTests.SuiteTestCase.db, which"
                            + " lives at the same time."));
    assertThat(run.calls("create")).containsExactly("create db-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class AgainTestCase {
    @Container
    final GenericContainer db =
        GenericContainer.of("db:1")
            .customize(
                spec -> spec.fixedPort(15432, Port.tcp(5432)).readyWhen(ReadyWhen.running()));

    @Test
    void first() {}

    @Test
    void second() {}
  }

  @Test
  void a_port_is_free_again_when_its_container_is_gone() {
    run.succeeds(2, AgainTestCase.class);
  }
}
