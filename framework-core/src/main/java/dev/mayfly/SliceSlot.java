package dev.mayfly;

import java.util.function.Supplier;

/**
 * The place in a slice's handle where what was made for a test is found. Thread-safe.
 *
 * <p>A test that uses the handle is its <em>owner</em>. Tests that run in parallel on one test
 * instance use one handle; each is answered for its own slice.
 */
public final class SliceSlot {

  private final Bindings<Made> bindings = new Bindings<>();
  private volatile String lastOwner = "";

  private SliceSlot() {}

  public static SliceSlot of() {
    return new SliceSlot();
  }

  /**
   * What was made for a test.
   *
   * @param container the container that the slice is in
   * @param name the service's name of the slice
   */
  public record Made(RunningContainer container, String name) {}

  /**
   * What was made for the test that asks.
   *
   * @throws MayflyException if that test is over, or if none has begun
   */
  public Made made() {
    return bindings.get(this::problem).get();
  }

  private String problem(Bindings.Problem problem) {
    return switch (problem) {
      case NONE ->
          lastOwner.isEmpty()
              ? "This slice belongs to no running test. Annotate its field or parameter with"
                  + " @Isolated, and use it in the test or in @BeforeEach."
              : gone();
      case LEFT -> gone();
      case SEVERAL ->
          "This slice is declared by several tests that run in parallel, each with one of its own,"
              + " and this thread belongs to none of them. Ask for its name or address on the"
              + " test's own thread.";
    };
  }

  private String gone() {
    return "This slice is gone: it was made for "
        + lastOwner
        + ", which is over. Don't keep it, nor what uses it, for later tests.";
  }

  /**
   * For owners: says how the slice is had.
   *
   * @param test what messages call the owner
   */
  public void bind(Object owner, String test, Supplier<Made> making) {
    lastOwner = test;
    bindings.bind(owner, making);
  }

  /** For owners: the slice is gone. */
  public void unbind(Object owner) {
    bindings.unbind(owner);
  }

  /** For owners: what the calling thread does from now on, it does for {@code owner}. */
  public void enter(Object owner) {
    bindings.enter(owner);
  }

  /** For owners: the calling thread no longer works for any of them. */
  public void leave() {
    bindings.leave();
  }
}
