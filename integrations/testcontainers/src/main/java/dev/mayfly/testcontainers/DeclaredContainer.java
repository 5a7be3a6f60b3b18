package dev.mayfly.testcontainers;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ForeignStart;
import dev.mayfly.MayflyException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startable;

/** A container of Testcontainers that a field declares. */
@CheckReturnValue
final class DeclaredContainer implements ContainerHandle {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.testcontainers");

  private final GenericContainer<?> container;
  private final Function<Startable, Optional<ContainerHandle>> declared;
  private final ContainerSlot slot;
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * Not started yet.
   *
   * @param declared finds what else is declared
   */
  DeclaredContainer(
      GenericContainer<?> container, Function<Startable, Optional<ContainerHandle>> declared) {
    this.container = container;
    this.declared = declared;
    this.slot = ContainerSlot.of(Described.before(container).startedBy(this::start));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  private void start(ForeignStart<ContainerSpec> start) {
    requireAlone();
    try {
      MayflyStrategy strategy = Seams.strategy();
      requireSameEngine(strategy, start);
      StartModifier modifier =
          Seams.modifier(container)
              .orElseThrow(() -> new MayflyException("Testcontainers did not ask Mayfly for it."));
      tellOfReuse();
      container.getDependencies().stream()
          .flatMap(needed -> declared.apply(needed).stream())
          .forEach(DeclaredContainer::startIfOfThisTest);
      Attempt attempt =
          new Attempt(
              Thread.currentThread(),
              start,
              this::isInVain,
              () -> false,
              () -> true, // end() takes back what the start has not noticed
              () -> end(strategy.attempts()));
      run(attempt, modifier, strategy.attempts());
    } catch (RuntimeException | Error e) {
      taken.set(false);
      throw e;
    }
  }

  /** What another class declares is left to Testcontainers, which starts it. */
  private static void startIfOfThisTest(ContainerHandle needed) {
    try {
      needed.running();
    } catch (ContainerStartException e) {
      throw e;
    } catch (MayflyException e) {
      LOG.debug("Left to Testcontainers", e);
    }
  }

  /** One object is one container: two classes at the same time would end each other's. */
  private void requireAlone() {
    if (!taken.compareAndSet(false, true)) {
      throw new MayflyException(
          "its object stands for a container of another class or test that is not over. Let both"
              + " share it with scope = SUITE, or give each an object of its own.");
    }
    if (container.isRunning()) {
      taken.set(false);
      throw new MayflyException(
          "it runs already: something has called start(). Drop that call; @Container starts it.");
    }
    container.stop(); // what was left of a container that has died
  }

  private static void requireSameEngine(
      MayflyStrategy strategy, ForeignStart<ContainerSpec> start) {
    String other = strategy.getTransportConfig().getDockerHost().toString();
    if (!other.equals(start.engine())) {
      throw new MayflyException(
          "Testcontainers has one engine, "
              + other
              + ", and this container's session is on "
              + start.engine()
              + ". Drop the engine's name, or the setting mayfly.engines.");
    }
  }

  private void tellOfReuse() {
    if (container.isShouldBeReused()) {
      LOG.warn(
          "withReuse(true) does nothing for {}: it is a container of Mayfly's session and goes with"
              + " it. With a handle of Mayfly's, scope = BUILD and mayfly.reuse=on do what reuse"
              + " does.",
          container.getImage());
    }
  }

  private boolean isInVain(int exitCode) {
    return exitCode != 0 || !Described.isOneShot(container);
  }

  private void run(Attempt attempt, StartModifier modifier, Attempts attempts) {
    modifier.expect(attempt);
    try {
      container.start();
    } catch (ContainerLaunchException e) {
      throw new MayflyException(reason(e), e);
    } finally {
      modifier.expect(null);
      attempts.end(attempt);
    }
  }

  /** Testcontainers wraps what happened twice; the innermost sentence says it. */
  private static String reason(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reason = cause.getMessage() == null ? reason : cause.getMessage();
    }
    return reason;
  }

  private void end(Attempts attempts) {
    String id = container.getContainerId();
    try {
      if (id != null) {
        attempts.sparing(id, container::stop);
      }
    } finally {
      taken.set(false);
    }
  }
}
