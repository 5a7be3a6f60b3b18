package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a {@link Gadget} be declared. */
public final class Gadgets implements HandleProvider {

  private final Map<Gadget, ContainerHandle> handles = new ConcurrentHashMap<>();

  @Override
  public boolean knows(Class<?> type) {
    return type == Gadget.class;
  }

  @Override
  public ContainerHandle handle(Object value) {
    Gadget gadget = (Gadget) value;
    if (gadget.image().isEmpty()) {
      throw new IllegalArgumentException("a gadget needs an image.");
    }
    return handles.computeIfAbsent(gadget, one -> () -> one.slot);
  }
}
