package dev.mayfly.testcontainers;

import dev.mayfly.ContainerHandle;
import dev.mayfly.MayflyException;
import dev.mayfly.junit.HandleProvider;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * Lets fields of type {@code org.testcontainers.containers.GenericContainer} and its subclasses be
 * declared with Mayfly's {@code @Container}. Thread-safe.
 */
public final class TestcontainersHandles implements HandleProvider {

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

  /** The same for the same object, in which it lies, and with which it goes. */
  @Override
  public ContainerHandle handle(Object value) {
    GenericContainer<?> container = (GenericContainer<?>) value;
    return Seams.modifier(container)
        .orElseThrow(() -> new MayflyException("Testcontainers did not ask Mayfly for it."))
        .handle(() -> new DeclaredContainer(container, TestcontainersHandles::declared));
  }

  private static Optional<ContainerHandle> declared(Startable other) {
    return other instanceof GenericContainer<?> container
        ? Seams.modifier(container).flatMap(StartModifier::handle)
        : Optional.empty();
  }
}
