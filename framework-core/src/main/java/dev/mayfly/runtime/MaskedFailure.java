package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageException;
import dev.mayfly.MayflyException;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.engine.EngineException;
import dev.mayfly.secrets.Secrets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Failures as they can be thrown and logged: without secrets, and of bearable length, as are their
 * causes and what they suppressed. A failure that has nothing to hide stays the same object.
 */
public final class MaskedFailure {

  private static final int LONGEST = 20_000;

  private final Secrets secrets;
  private final Set<Throwable> under = Collections.newSetFromMap(new IdentityHashMap<>());

  private MaskedFailure(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The failure, or a copy: of the same type if it is Mayfly's own. */
  public static RuntimeException of(RuntimeException failure, Secrets secrets) {
    return (RuntimeException) new MaskedFailure(secrets).shown(failure);
  }

  /** The same for one that is not thrown by Mayfly itself. */
  public static Throwable ofAny(Throwable failure, Secrets secrets) {
    return new MaskedFailure(secrets).shown(failure);
  }

  private Throwable shown(Throwable failure) {
    if (!tells(failure, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      return failure;
    }
    under.add(failure);
    Throwable copy = copy(failure, mask(failure.getMessage()), cause(failure));
    copy.setStackTrace(failure.getStackTrace());
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!under.contains(suppressed)) {
        copy.addSuppressed(shown(suppressed));
      }
    }
    under.remove(failure);
    return copy;
  }

  private @Nullable Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null || under.contains(cause) ? null : shown(cause);
  }

  /** Whether there is anything in it to be masked or cut. */
  private boolean tells(Throwable failure, Set<Throwable> seen) {
    if (!seen.add(failure)) {
      return false;
    }
    boolean tells = !failure.toString().equals(mask(failure.toString()));
    Throwable cause = failure.getCause();
    tells = tells || (cause != null && tells(cause, seen));
    for (Throwable suppressed : failure.getSuppressed()) {
      tells = tells || tells(suppressed, seen);
    }
    return tells;
  }

  private String mask(@Nullable String text) {
    return text == null ? "" : Excerpt.of(secrets.mask(text), LONGEST);
  }

  private Throwable copy(Throwable failure, String message, @Nullable Throwable cause) {
    if (failure instanceof EngineException engine) {
      return new EngineException(engine.status(), message, cause).withRemedy(mask(engine.remedy()));
    }
    if (failure instanceof ContainerStartException start) {
      Integer exitCode =
          start.exitCode().isPresent() ? (Integer) start.exitCode().getAsInt() : null;
      return new ContainerStartException(message, start.phase(), exitCode, start.log(), cause);
    }
    if (failure instanceof ImageException) {
      return new ImageException(message, cause);
    }
    if (failure.getClass() == DeclarationException.class && cause == null) {
      return new DeclarationException(message);
    }
    if (failure.getClass() == MayflyException.class) {
      return new MayflyException(message, cause);
    }
    String original = failure.getMessage();
    String text = failure.toString();
    boolean hasMessage = original != null && !original.isEmpty();
    return new Copy(
        failure, mask(hasMessage ? text.replace(original, message) : text), message, cause);
  }

  /** Stands for a failure of others, and is called as that is. */
  @SuppressWarnings("OverrideThrowableToString") // the other type's name is in it
  private static final class Copy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;

    Copy(Throwable original, String text, String message, @Nullable Throwable cause) {
      super(original.getMessage() == null ? null : message, cause);
      this.text = text;
    }

    /** The original's type and its message. */
    @Override
    public String toString() {
      return text;
    }
  }
}
