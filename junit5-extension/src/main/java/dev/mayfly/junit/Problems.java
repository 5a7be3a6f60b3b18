package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the declarations of a class, collected so that one exception tells it all. */
final class Problems {

  private final List<String> messages = new ArrayList<>();

  void add(Declaration declaration, String message) {
    messages.add(declaration.place() + ": " + message);
  }

  boolean none() {
    return messages.isEmpty();
  }

  /**
   * Tells what was found.
   *
   * @throws DeclarationException if there is any problem
   */
  void throwIfAny() {
    if (messages.size() == 1) {
      throw new DeclarationException(messages.get(0));
    }
    if (!messages.isEmpty()) {
      String all = String.join("\n  ", messages);
      throw new DeclarationException(messages.size() + " declarations can't work:\n  " + all);
    }
  }
}
