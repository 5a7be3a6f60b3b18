package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.Slice;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Migration tools are the user's: a description names them without needing them. */
class MissingToolTests {

  /** Mayfly and the JDK, and nothing else. */
  private static URLClassLoader withoutTools() {
    URL[] mayfly = {urlOf(PostgresDatabase.class), urlOf(Slice.class)};
    return new URLClassLoader(mayfly, ClassLoader.getPlatformClassLoader());
  }

  private static URL urlOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Object call(Object receiver, Class<?> type, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        method.setAccessible(true);
        return method.invoke(receiver, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Test
  void tools_that_are_not_on_the_class_path_are_missed_when_they_are_to_run() throws Exception {
    try (URLClassLoader loader = withoutTools()) {
      Class<?> type = loader.loadClass(PostgresDatabase.class.getName());
      Object empty = type.getMethod("of").invoke(null);
      Object flyway = call(empty, type, "flyway", (Object) new String[] {"classpath:db"});
      Object both = call(flyway, type, "liquibase", "db/changes.xml");

      List<?> steps = (List<?>) call(both, type, "steps");

      assertThat(steps).hasSize(2);
      for (Object step : steps) {
        Object run = call(step, step.getClass(), "run");
        Method migrate = loader.loadClass(DatabaseMigration.class.getName()).getMethods()[0];
        assertThatExceptionOfType(InvocationTargetException.class)
            .isThrownBy(() -> migrate.invoke(run, (Object) null))
            .withCauseInstanceOf(NoClassDefFoundError.class);
      }
    }
  }

  @Test
  void a_driver_that_is_not_on_the_class_path_is_named_with_its_artifact() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader loader = withoutTools()) {
      thread.setContextClassLoader(loader);
      Class<?> type = loader.loadClass(Login.class.getName());
      Constructor<?> login = type.getDeclaredConstructors()[0];
      login.setAccessible(true);
      Supplier<String> address = () -> "127.0.0.1:1";
      DataSource source =
          (DataSource) call(login.newInstance("ann", "x", "orders"), type, "dataSource", address);

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(source::getConnection)
          .withMessage(
              "No JDBC driver for PostgreSQL is on the class path.\n  try: add"
                  + " org.postgresql:postgresql to the dependencies of the tests");
    } finally {
      thread.setContextClassLoader(usual);
    }
  }
}
