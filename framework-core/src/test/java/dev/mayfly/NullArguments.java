package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.Check;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A call of a public option with one argument null and all others as they may be.
 *
 * @param method the option
 * @param receiver what has it
 * @param position of the argument that is null
 * @param element whether not the array of a variable number of arguments is null, but one of them
 */
public record NullArguments(Method method, Object receiver, int position, boolean element) {

  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(String.class, "/x.sql"),
          Map.entry(int.class, 1),
          Map.entry(long.class, 64L << 20),
          Map.entry(double.class, 1.0),
          Map.entry(boolean.class, true),
          Map.entry(byte.class, (byte) 1),
          Map.entry(ImageSource.class, ImageName.parse("app:1")),
          Map.entry(Port.class, Port.tcp(80)),
          Map.entry(Mount.class, Mount.tmpfs("/t")),
          Map.entry(FileSource.class, FileSource.text("x")),
          Map.entry(CopiedFile.class, CopiedFile.of(FileSource.text("x"), "/x")),
          Map.entry(NetworkSpec.class, NetworkSpec.of("n")),
          Map.entry(Network.class, Network.of("n")),
          Map.entry(Resources.class, Resources.none()),
          Map.entry(Ulimit.class, new Ulimit("nofile", 1, 2)),
          Map.entry(ContainerSpec.class, ContainerSpec.of("app:1")),
          Map.entry(Readiness.class, ReadyWhen.running()),
          Map.entry(SnapshotSpec.class, SnapshotSpec.of()),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Moment.class, Moment.READY),
          Map.entry(LifecycleHook.class, (LifecycleHook) occasion -> {}),
          Map.entry(Witness.class, (Witness<RunningContainer>) container -> Map.of()),
          Map.entry(Consumer.class, (Consumer<LogLine>) line -> {}),
          Map.entry(Check.class, (Check) probe -> Look.ready()),
          Map.entry(UnaryOperator.class, UnaryOperator.identity()),
          Map.entry(Keep.class, Keep.NEVER),
          Map.entry(Path.class, Path.of("x")),
          Map.entry(Class.class, NullArguments.class),
          Map.entry(List.class, List.of()),
          Map.entry(Dockerfile.class, Dockerfile.from("app:1")),
          Map.entry(Probe.LogStream.class, Probe.LogStream.BOTH));

  /** All such calls of a type's factories and options. */
  public static Stream<NullArguments> of(Class<?> type, Object receiver) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> isOption(method, type))
        .flatMap(method -> of(method, receiver));
  }

  private static boolean isOption(Method method, Class<?> type) {
    Class<?> made = method.getReturnType();
    boolean makes = Modifier.isStatic(method.getModifiers()) || type == made;
    return makes && !List.of("valueOf", "values").contains(method.getName());
  }

  private static Stream<NullArguments> of(Method method, Object receiver) {
    List<NullArguments> calls = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (!type.isPrimitive()) {
        calls.add(new NullArguments(method, receiver, i, false));
      }
      if (type.isArray() && !type.getComponentType().isPrimitive()) {
        calls.add(new NullArguments(method, receiver, i, true));
      }
    }
    return calls.stream();
  }

  public String option() {
    return method.getName();
  }

  /** What the option is about, without the verb: {@code copy}, {@code capability}. */
  String noun() {
    return method.getName().replaceFirst("^create", "").replaceFirst("^(add|drop)Cap", "Cap");
  }

  /** What the refusal says. */
  public String message() throws ReflectiveOperationException {
    try {
      method.invoke(receiver, arguments());
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
      return String.valueOf(e.getCause().getMessage());
    }
    throw new AssertionError(this + " accepts null");
  }

  /** Fails if the call does anything but refuse the argument in words. */
  public void isRefused() throws ReflectiveOperationException {
    assertThat(message()).endsWith(" is null.").doesNotStartWith(" ");
  }

  private Object[] arguments() {
    Class<?>[] types = method.getParameterTypes();
    return IntStream.range(0, types.length)
        .mapToObj(i -> i == position && !element ? null : value(types[i], i == position))
        .toArray();
  }

  private static Object value(Class<?> type, boolean holdsNull) {
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, holdsNull ? null : value(type.getComponentType(), false));
      return array;
    }
    Object value =
        type.isInterface() && !VALUES.containsKey(type) ? unasked(type) : VALUES.get(type);
    assertThat(value).as("a value of %s, to be added to VALUES", type).isNotNull();
    return value;
  }

  /** Something of a module's own, which is refused or taken without a look at what it does. */
  private static Object unasked(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, asked, arguments) -> {
          throw new AssertionError(type + " was asked: " + asked);
        });
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + " "
        + List.of(method.getParameterTypes()).stream().map(Class::getSimpleName).toList()
        + ", the one at "
        + position
        + (element ? " holds null" : " is null");
  }
}
