package dev.mayfly.spring;

import dev.mayfly.ContainerHandle;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * A handle that an application is to be connected to.
 *
 * @param place what messages call it: {@code field OrderTests.db}
 * @param generatedPlace what tells it apart from others while contexts are generated
 * @param owner the class that declares it
 * @param type the declared type of the handle
 * @param wanted the kinds of connection details that are wanted; all if empty
 * @param handle the handle itself; nothing is started by getting it
 */
record Connected(
    String place,
    String generatedPlace,
    Class<?> owner,
    Class<?> type,
    Set<Class<? extends ConnectionDetails>> wanted,
    Supplier<Object> handle) {

  /** The container, started now if it is not yet. */
  RunningContainer container() {
    Object one = handle.get();
    return one instanceof Slice slice ? slice.container() : ((ContainerHandle) one).running();
  }

  /** What is told of it before it runs; two with the same connections have the same. */
  String kind() {
    return type.getName() + wanted.stream().map(Class::getName).sorted().toList();
  }

  /**
   * What of it is the same for all that are connected to the same; nothing if that is not known
   * now. Starts nothing, and waits for nothing.
   */
  Optional<String> identity() {
    try {
      Object one = handle.get();
      return one instanceof Slice slice
          ? Optional.of(slice.container().id() + "/" + slice.name())
          : ((ContainerHandle) one).slot().ifStarted().map(RunningContainer::id);
    } catch (MayflyException notNow) {
      return Optional.empty();
    }
  }

  /** Whether it is a part of a shared server, which goes when this class's tests are over. */
  boolean goesWith(Class<?> testClass) {
    return Slice.class.isAssignableFrom(type) && owner.isAssignableFrom(testClass);
  }
}
