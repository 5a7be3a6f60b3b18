package dev.mayfly.testcontainers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command of docker-java's that asks somebody before it is carried out. */
final class Intercepted implements InvocationHandler {

  private final Object command;
  private final BooleanSupplier before;
  private final Consumer<Object> after;

  private Intercepted(Object command, BooleanSupplier before, Consumer<Object> after) {
    this.command = command;
    this.before = before;
    this.after = after;
  }

  /**
   * The same command.
   *
   * @param before runs just before it is carried out, and says whether it is
   */
  static <T> T of(Class<T> type, T command, BooleanSupplier before) {
    return of(type, command, before, answer -> {});
  }

  /**
   * The same command.
   *
   * @param after is told the engine's answer, before anybody else
   */
  static <T> T of(Class<T> type, T command, BooleanSupplier before, Consumer<Object> after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Intercepted(command, before, after)));
  }

  /** The command that is carried out in the end, if one of these is in front of it. */
  static Optional<Object> within(Object command) {
    return Proxy.isProxyClass(command.getClass())
            && Proxy.getInvocationHandler(command) instanceof Intercepted ours
        ? Optional.of(ours.command)
        : Optional.empty();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean carriesOut = method.getName().equals("exec");
    if (carriesOut && !before.getAsBoolean()) {
      return null;
    }
    try {
      Object answer = method.invoke(command, arguments);
      if (carriesOut && answer != null) {
        after.accept(answer);
      }
      return answer == command ? proxy : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
