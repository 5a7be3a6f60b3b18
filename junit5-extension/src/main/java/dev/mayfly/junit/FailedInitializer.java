package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains a class whose initialiser gives a handle something that Mayfly refuses. */
final class FailedInitializer {

  private static final String OURS = "dev.mayfly.";

  private FailedInitializer() {}

  /** Throws it with the line that is wrong; what the class itself fails with comes as it is. */
  static DeclarationException explained(Class<?> type, ExceptionInInitializerError error) {
    Throwable cause = error.getCause();
    Optional<StackTraceElement> line = Optional.ofNullable(cause).flatMap(one -> line(type, one));
    if (cause == null || line.isEmpty() || !isRefusal(cause)) {
      throw error;
    }
    DeclarationException explained =
        new DeclarationException(
            "Wrong declaration, %s, line %d of %s: %s"
                .formatted(
                    type.getSimpleName(),
                    line.get().getLineNumber(),
                    line.get().getFileName(),
                    cause.getMessage()));
    explained.initCause(error);
    return explained;
  }

  private static boolean isRefusal(Throwable cause) {
    boolean isTold =
        cause instanceof IllegalArgumentException || cause instanceof DeclarationException;
    StackTraceElement[] stack = cause.getStackTrace();
    return isTold && stack.length > 0 && stack[0].getClassName().startsWith(OURS);
  }

  /** Where the class's own initialiser was. */
  private static Optional<StackTraceElement> line(Class<?> type, Throwable cause) {
    return Stream.of(cause.getStackTrace())
        .filter(frame -> frame.getClassName().equals(type.getName()))
        .filter(frame -> frame.getMethodName().equals("<clinit>") && frame.getLineNumber() > 0)
        .findFirst();
  }
}
