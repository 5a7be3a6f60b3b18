package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Port;
import dev.mayfly.engine.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine can't do is told with the field that asks for it. */
final class CapabilityTests {

  private final TestRun run = new TestRun();

  static class FixedPortTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Container
    static final GenericContainer web =
        GenericContainer.of("web:1").customize(spec -> spec.fixedPort(18080, Port.tcp(80)));

    @Test
    void never_runs() {}
  }

  @Test
  void a_class_that_needs_what_the_engine_cannot_do_starts_nothing_at_all() {
    run.engine().lacks(Capability.FIXED_PORTS);

    List<Throwable> failures = run.failuresOf(FixedPortTestCase.class);

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll(
            "FixedPortTestCase.web", "publishes ports under chosen numbers", "mayfly.engine");
    assertThat(run.calls("create")).isEmpty();
    assertThat(run.calls("start")).isEmpty();
  }
}
