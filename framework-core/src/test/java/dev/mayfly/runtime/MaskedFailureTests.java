package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.ImageException;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.secrets.Secrets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures without secrets are still the failures that they were. */
class MaskedFailureTests {

  private final Secrets secrets =
      ContainerSpec.of("db:1").env("DB_PASSWORD", "hunter2-x9").secrets();

  @Test
  void what_has_nothing_to_hide_stays_the_same_object() {
    RuntimeException failure =
        new IllegalStateException("a", new IOException(new RuntimeException("b")));

    assertThat(MaskedFailure.of(failure, secrets)).isSameAs(failure);
  }

  @Test
  void failures_of_ours_keep_their_type_and_their_facts() {
    RuntimeException engine = MaskedFailure.of(new EngineException(409, "no hunter2-x9"), secrets);
    RuntimeException start =
        MaskedFailure.of(
            new ContainerStartException("hunter2-x9", Phase.READY, 3, List.of(), engine), secrets);

    assertThat(engine).isInstanceOf(EngineException.class).hasMessage("no ***");
    assertThat(((EngineException) engine).isConflict()).isTrue();
    assertThat(start)
        .isInstanceOf(ContainerStartException.class)
        .hasMessage("***")
        .hasCause(engine);
    assertThat(((ContainerStartException) start).exitCode()).hasValue(3);
    assertThat(((ContainerStartException) start).phase()).isEqualTo(Phase.READY);
    assertThat(MaskedFailure.of(new ImageException("hunter2-x9", null), secrets))
        .isInstanceOf(ImageException.class);
    assertThat(MaskedFailure.of(new MayflyException("hunter2-x9"), secrets).getClass())
        .isEqualTo(MayflyException.class);
  }

  @Test
  void failures_of_others_keep_their_name_and_stack_trace() {
    IOException failure = new IOException("no hunter2-x9", new IllegalStateException());
    failure.addSuppressed(new IllegalStateException("hunter2-x9"));

    Throwable copy = MaskedFailure.ofAny(failure, secrets);

    assertThat(copy).hasToString("java.io.IOException: no ***").hasMessage("no ***");
    assertThat(copy.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(copy.getCause()).isSameAs(failure.getCause());
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy.getSuppressed()[0]).hasToString("java.lang.IllegalStateException: ***");
  }

  @Test
  void a_secret_deep_below_is_found() {
    RuntimeException failure =
        new RuntimeException("a", new RuntimeException("b", new IOException("hunter2-x9")));

    assertThat(MaskedFailure.of(failure, secrets))
        .rootCause()
        .hasToString("java.io.IOException: ***");
  }

  @Test
  void failures_without_messages_and_in_circles_are_no_trouble() {
    RuntimeException first = new RuntimeException();
    RuntimeException second = new RuntimeException("hunter2-x9", first);
    first.initCause(second);
    first.addSuppressed(second);
    RuntimeException empty = new RuntimeException("", second);

    assertThat(MaskedFailure.of(first, secrets))
        .hasToString("java.lang.RuntimeException")
        .cause()
        .hasToString("java.lang.RuntimeException: ***");
    assertThat(MaskedFailure.of(empty, secrets)).hasToString("java.lang.RuntimeException: ");
  }
}
