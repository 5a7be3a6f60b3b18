package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.platform.commons.support.ReflectionSupport;

/** What JUnit 5.10 and 5.11 cannot do is refused in one sentence, and no more than that. */
@DisabledIf("isNew")
final class OldJUnitTests {

  private final TestRun run = new TestRun();

  static boolean isNew() {
    String added = "org.junit.jupiter.api.extension.MediaType"; // by 5.12
    return ReflectionSupport.tryToLoadClass(added).toOptional().isPresent();
  }

  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class TwoVersionsTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void one() {}
  }

  @Test
  void a_matrix_is_refused() {
    assertThat(run.failuresOf(TwoVersionsTestCase.class))
        .singleElement()
        .isInstanceOf(DeclarationException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo("@ContainerMatrix needs JUnit 5.13 or later.");
  }

  static class ConstructorTestCase {
    ConstructorTestCase(@Container(image = "db:1") GenericContainer mine) {}

    @Test
    void one() {}
  }

  @Test
  void a_container_of_a_constructor_is_refused() {
    assertThat(run.failuresOf(ConstructorTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("A constructor is given containers and slices by JUnit 5.12 or later only");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class FailingTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void one() {
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void a_failed_test_fails_with_its_own_failure_alone() {
    assertThat(run.failuresOf(FailingTestCase.class))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure).hasMessage("on purpose");
              assertThat(failure.getSuppressed()).isEmpty();
            });
  }
}
