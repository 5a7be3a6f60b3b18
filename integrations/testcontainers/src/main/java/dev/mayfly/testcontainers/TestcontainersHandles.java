package dev.mayfly.testcontainers;

import dev.mayfly.ContainerHandle;
import dev.mayfly.junit.HandleProvider;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * Lets fields of type {@code org.testcontainers.containers.GenericContainer} and its subclasses be
 * declared with Mayfly's {@code @Container}. Thread-safe.
 */
public final class TestcontainersHandles implements HandleProvider {

  private final IdentityHashMap<Object, DeclaredContainer> handles = new IdentityHashMap<>();

  /** For Mayfly's extension. */
  public TestcontainersHandles() {}

  @Override
  public boolean knows(Class<?> type) {
    try {
      return GenericContainer.class.isAssignableFrom(type);
    } catch (LinkageError e) {
      return false; // Testcontainers is not on the class path
    }
  }

  @Override
  public ContainerHandle handle(Object value) {
    GenericContainer<?> container = (GenericContainer<?>) value;
    synchronized (handles) {
      return handles.computeIfAbsent(
          container,
          key -> new DeclaredContainer(container, this::declared, () -> forget(container)));
    }
  }

  private Optional<ContainerHandle> declared(Startable other) {
    synchronized (handles) {
      return Optional.ofNullable(handles.get(other));
    }
  }

  private void forget(Object container) {
    synchronized (handles) {
      handles.remove(container);
    }
  }
}
