package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.testcontainers.core.CreateContainerCmdModifier;

/**
 * Gives a container that Testcontainers creates what makes it a session's. Each of its containers
 * has one of these, which Testcontainers makes.
 */
public final class StartModifier implements CreateContainerCmdModifier {

  private final AtomicReference<@Nullable Attempt> expected = new AtomicReference<>();

  /** For Testcontainers. */
  public StartModifier() {
    Seams.replaceRyuk();
  }

  /** The container is going to be started for a declared field, or by whomever if it is null. */
  void expect(@Nullable Attempt attempt) {
    expected.set(attempt);
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
