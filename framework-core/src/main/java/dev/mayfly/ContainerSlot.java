package dev.mayfly;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place in a handle where its running container is found: the only place where "not yet"
 * exists.
 *
 * <p>A session or test run (the <em>owner</em>) binds a slot to a supplier that starts the
 * container when it is first called. One slot may have several owners at once, such as two test
 * classes that run in parallel and declare the same constant; then the answer is that of the owner
 * which the calling thread has entered, and never another's. Thread-safe.
 */
public final class ContainerSlot {

  private static final String USUAL =
      "Annotate its field or parameter with @Container, or start it: with Containers.start(…), or"
          + " with its own start(). If it is annotated, it was asked before its class's turn, as by"
          + " the value of a static @RegisterExtension field; ask in a lambda or a callback there."
          + " If it is an instance field and was asked in @BeforeAll, it belongs to the tests: give"
          + " it scope = CLASS.";

  private final ContainerSpec spec;
  private final Bindings<RunningContainer> bindings = new Bindings<>();
  private final AtomicReference<@Nullable LoneContainer> alone = new AtomicReference<>();

  private ContainerSlot(ContainerSpec spec) {
    this.spec = spec;
  }

  /**
   * A slot that nobody has bound.
   *
   * @throws NullPointerException if there is no description, as when {@code customize} was given
   *     something that returns none
   */
  public static ContainerSlot of(ContainerSpec spec) {
    return new ContainerSlot(
        Objects.requireNonNull(
            spec, "There is no description; what customize is given has to return one."));
  }

  /** The description that the handle's options add up to. */
  public ContainerSpec spec() {
    return spec;
  }

  /**
   * The running container, started now if it is not yet.
   *
   * @throws MayflyException if no owner has bound the slot, if several have and the calling thread
   *     belongs to none of them, or if it belongs to one whose container is gone
   * @throws ContainerStartException if it has to be started and that fails
   */
  public RunningContainer running() {
    LateBinding.offer(this);
    return bindings.get(this::problem).get();
  }

  /** An owner's word on its container. */
  private record Bound(
      Supplier<RunningContainer> start, Supplier<Optional<RunningContainer>> ifStarted)
      implements Supplier<RunningContainer> {

    @Override
    public RunningContainer get() {
      return start.get();
    }
  }

  /**
   * Starts the container, unless it runs; in a session of its own if nobody has bound the slot.
   *
   * @param type the handle's, which a container without a name is called after
   */
  void start(String type) {
    LateBinding.offer(this);
    if (bindings.isEmpty()) {
      LoneContainer lone = new LoneContainer();
      LoneContainer first = alone.compareAndExchange(null, lone);
      LoneContainer one = first == null ? lone : first;
      one.start(spec, type, container -> bind(one, () -> container));
    }
    RunningContainer container = running();
    if (!container.isRunning()) {
      container.start();
    }
  }

  /**
   * The container, if it was started; starts nothing, and waits for nothing.
   *
   * @throws MayflyException as {@link #running}, but for a slot that nobody has bound
   */
  public Optional<RunningContainer> ifStarted() {
    if (bindings.isEmpty()) {
      return Optional.empty();
    }
    Supplier<RunningContainer> bound = bindings.get(this::problem);
    return bound instanceof Bound lazy ? lazy.ifStarted().get() : Optional.of(bound.get());
  }

  /** Whether the container was started, and its process runs. */
  boolean isRunning() {
    return ifStarted().filter(RunningContainer::isRunning).isPresent();
  }

  /** Ends what {@link #start} began; tells whether there was such a container. */
  boolean end() {
    LoneContainer one = alone.get();
    return one != null && one.end(() -> unbind(one));
  }

  private String problem(Bindings.Problem problem) {
    return "This container ("
        + spec.image().describe()
        + ") "
        + switch (problem) {
          case NONE ->
              "belongs to no running test or session. " + OtherRunner.advice().orElse(USUAL);
          case LEFT ->
              "is gone: the test or class that this thread ran it for is over. Don't use it"
                  + " after its end, or give it a wider scope.";
          case SEVERAL ->
              "is one constant that several test classes declare and that run in parallel, each"
                  + " with a container of its own; this thread belongs to none of them. Ask for its"
                  + " address on the test's own thread, or share one container with a wider scope.";
        };
  }

  /**
   * For owners that can't bind a slot before it is asked, since a class that is being initialised
   * makes it and asks it: does the work, and hands each slot that is asked meanwhile on this thread
   * to {@code binder} first.
   *
   * @param binder binds the slot if it is one of its own
   */
  public static void binding(Consumer<ContainerSlot> binder, Runnable work) {
    LateBinding.during(work, binder);
  }

  /** For owners: says how the container is started, or which one it is. */
  public void bind(Object owner, Supplier<RunningContainer> start) {
    bindings.bind(owner, start);
  }

  /**
   * For owners that start the container when it is asked for.
   *
   * @param ifStarted the container, if it was
   */
  public void bind(
      Object owner,
      Supplier<RunningContainer> start,
      Supplier<Optional<RunningContainer>> ifStarted) {
    bindings.bind(owner, new Bound(start, ifStarted));
  }

  /**
   * For owners that share with nobody: the same, unless another one has bound the slot.
   *
   * @throws MayflyException if another owner has
   */
  public void bindAlone(Object owner, Supplier<RunningContainer> start) {
    if (!bindings.bindAlone(owner, new Bound(start, Optional::empty))) {
      throw new MayflyException(
          "This container ("
              + spec.image().describe()
              + ") is another session's or test's, which is not over. A handle stands for one"
              + " container: close that session first, or make a handle of your own for this one,"
              + " such as GenericContainer.of(handle.slot().spec()).");
    }
  }

  /** For owners: the container is gone. */
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
