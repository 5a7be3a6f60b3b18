package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.Durations;
import dev.mayfly.PullPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a policy for pulls that is more than a word: an age, or the name of a user's class. */
final class PullWord {

  private static final String OLDER = "older-than:";
  private static final Pattern CLASS_NAME = Pattern.compile("(?:[\\w$]+\\.)+[\\w$]+");

  private PullWord() {}

  /** Empty if it is none. */
  static Optional<Supplier<PullPolicy>> read(String text) {
    String word = text.toLowerCase(Locale.ROOT).replace(" ", "");
    if (word.startsWith(OLDER)) {
      return Durations.parse(word.substring(OLDER.length()))
          .filter(age -> !age.isZero())
          .map(age -> () -> PullPolicy.olderThan(age));
    }
    return CLASS_NAME.matcher(text).matches() ? Optional.of(() -> made(text)) : Optional.empty();
  }

  private static PullPolicy made(String className) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(
              className, true, loader == null ? PullWord.class.getClassLoader() : loader)
          .asSubclass(PullPolicy.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new DeclarationException(
          "Setting mayfly.pull names the class "
              + className
              + ", which can't be used ("
              + e
              + "). It must be public, a dev.mayfly.PullPolicy, and have a public constructor without"
              + " parameters.");
    }
  }
}
