package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dev.mayfly.ContainerHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.core.CreateContainerCmdModifier;

/**
 * Gives a container that Testcontainers creates what makes it a session's. Each of its containers
 * has one of these, which Testcontainers makes.
 */
public final class StartModifier implements CreateContainerCmdModifier {

  private final AtomicReference<@Nullable Attempt> expected = new AtomicReference<>();
  private final AtomicReference<@Nullable ContainerHandle> handle = new AtomicReference<>();

  /** For Testcontainers. */
  public StartModifier() {
    Seams.takeOver();
  }

  /** The container is going to be started for a declared field, or by whomever if it is null. */
  void expect(@Nullable Attempt attempt) {
    expected.set(attempt);
  }

  /** What stands for the container, if something does. */
  Optional<ContainerHandle> handle() {
    return Optional.ofNullable(handle.get());
  }

  /** The one that stands for the container from now on. */
  ContainerHandle handle(Supplier<ContainerHandle> maker) {
    ContainerHandle known = handle.get();
    if (known == null) {
      ContainerHandle fresh = maker.get();
      ContainerHandle first = handle.compareAndExchange(null, fresh);
      known = first == null ? fresh : first;
    }
    return known;
  }

  @Override
  public CreateContainerCmd modify(CreateContainerCmd command) {
    MayflyStrategy strategy = Seams.strategy();
    Attempt declared = expected.get();
    Attempt attempt = declared == null ? strategy.observed(command) : declared;
    strategy.attempts().begin(attempt);
    attempt.prepare(command);
    return command;
  }
}
