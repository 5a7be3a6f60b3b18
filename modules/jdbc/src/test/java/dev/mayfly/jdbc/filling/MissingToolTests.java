package dev.mayfly.jdbc.filling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.Slice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** Migration tools are the user's: a description names them without needing them. */
class MissingToolTests {

  /** Mayfly and the JDK, and nothing else. */
  private static URLClassLoader withoutTools() {
    URL[] mayfly = {urlOf(Filling.class), urlOf(Slice.class)};
    return new URLClassLoader(mayfly, ClassLoader.getPlatformClassLoader());
  }

  private static URL urlOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Object call(Object receiver, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : receiver.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return method.invoke(receiver, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static void assertMissed(Object filling, String message) {
    assertThatExceptionOfType(InvocationTargetException.class)
        .isThrownBy(() -> call(filling, "into", null, null))
        .havingCause()
        .withMessage(message);
  }

  @Test
  void tools_that_are_not_on_the_class_path_are_missed_when_they_are_to_run() throws Exception {
    try (URLClassLoader loader = withoutTools()) {
      Object none = loader.loadClass(Filling.class.getName()).getMethod("none").invoke(null);
      Object flyway = call(none, "flyway", "g:flyway-part", new String[] {"classpath:db"});
      Object liquibase = call(none, "liquibase", "db/changes.xml");

      assertThat(none).isNotInstanceOf(Filling.class);
      assertMissed(
          flyway,
          "Flyway is not on the class path: add org.flywaydb:flyway-core and g:flyway-part.");
      assertMissed(
          liquibase, "Liquibase is not on the class path: add org.liquibase:liquibase-core.");
    }
  }
}
