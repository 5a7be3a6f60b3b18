package dev.mayfly.testcontainers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A command of docker-java's that asks somebody before it is carried out. */
final class Intercepted implements InvocationHandler {

  private final Object command;
  private final BooleanSupplier before;

  private Intercepted(Object command, BooleanSupplier before) {
    this.command = command;
    this.before = before;
  }

  /**
   * The same command.
   *
   * @param before runs just before it is carried out, and says whether it is
   */
  static <T> T of(Class<T> type, T command, BooleanSupplier before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Intercepted(command, before)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("exec") && !before.getAsBoolean()) {
      return null;
    }
    try {
      Object answer = method.invoke(command, arguments);
      return answer == command ? proxy : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
