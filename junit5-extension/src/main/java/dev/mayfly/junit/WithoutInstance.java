package dev.mayfly.junit;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A test or class for which no instance could be made, as when its constructor fails: JUnit leaves
 * out the callbacks that come after it, and what they do is done when its store is closed.
 *
 * @param context of the test or class
 * @param end what is done when it is over
 */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
record WithoutInstance(ExtensionContext context, Consumer<ExtensionContext> end)
    implements AutoCloseable, CloseableResource {

  /** An instance is to be made. */
  static void expect(ExtensionContext context, Consumer<ExtensionContext> end) {
    ExtensionContext.Store store = context.getStore(Run.NAMESPACE);
    if (store.get(key(context)) == null) {
      store.put(key(context), new WithoutInstance(context, end));
    }
  }

  /** The callbacks come. */
  static void isNot(ExtensionContext context) {
    context.getStore(Run.NAMESPACE).put(Callbacks.class, context.getUniqueId());
  }

  /** Stores look into those around them. */
  private static String key(ExtensionContext context) {
    return "without instance " + context.getUniqueId();
  }

  @Override
  public void close() {
    Object come = context.getStore(Run.NAMESPACE).get(Callbacks.class);
    if (!context.getUniqueId().equals(come) && context.getExecutionException().isPresent()) {
      end.accept(context);
    }
  }

  /** Says in a store for whom they came. */
  private static final class Callbacks {}
}
