package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
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
  private final AtomicReference<@Nullable DeclaredContainer> handle = new AtomicReference<>();

  /** For Testcontainers. */
  public StartModifier() {
    Seams.takeOver();
  }

  /** The container is going to be started for a declared field, or by whomever if it is null. */
  void expect(@Nullable Attempt attempt) {
    expected.set(attempt);
  }

  /** What stands for the container, if something does. */
  Optional<DeclaredContainer> handle() {
    return Optional.ofNullable(handle.get());
  }

  /** The one that stands for the container from now on. */
  DeclaredContainer handle(Supplier<DeclaredContainer> maker) {
    DeclaredContainer known = handle.get();
    if (known == null) {
      DeclaredContainer fresh = maker.get();
      DeclaredContainer first = handle.compareAndExchange(null, fresh);
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
