package dev.mayfly;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who binds a handle that is asked for its container while the class that declares it is still
 * being initialised.
 *
 * <p>Nobody but the initialiser's own thread can find such a handle, and the handle knows nobody.
 * So this is a value of that thread, which is there for as long as one call takes: the only static
 * field of Mayfly's that is not a constant.
 */
final class LateBinding {

  @SuppressWarnings("ThreadLocalUsage") // whoever sets it takes it back before they return
  private static final ThreadLocal<@Nullable Consumer<ContainerSlot>> BINDER = new ThreadLocal<>();

  private LateBinding() {}

  static void during(Runnable work, Consumer<ContainerSlot> binder) {
    Consumer<ContainerSlot> around = BINDER.get();
    BINDER.set(binder);
    try {
      work.run();
    } finally {
      if (around == null) {
        BINDER.remove();
      } else {
        BINDER.set(around);
      }
    }
  }

  static void offer(ContainerSlot slot) {
    Consumer<ContainerSlot> binder = BINDER.get();
    if (binder != null) {
      binder.accept(slot);
    }
  }
}
