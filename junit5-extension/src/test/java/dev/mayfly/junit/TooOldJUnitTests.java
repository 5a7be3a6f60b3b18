package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.mayfly.DeclarationException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class TooOldJUnitTests {

  @Test
  void a_junit_that_lacks_what_5_10_brought_is_told_with_the_version_that_is_needed()
      throws Exception {
    try (URLClassLoader lacking = new URLClassLoader(new URL[0], null)) {
      assertThatExceptionOfType(DeclarationException.class)
          .isThrownBy(() -> TooOldJUnit.refuse(lacking))
          .withMessageContainingAll("needs JUnit Jupiter 5.10 or later", "junit-bom");
    }
  }

  @Test
  void this_junit_will_do() {
    assertThatNoException()
        .isThrownBy(() -> TooOldJUnit.refuse(ExtensionContext.class.getClassLoader()));
  }
}
