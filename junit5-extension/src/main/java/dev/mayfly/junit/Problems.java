package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is wrong with declarations, collected so that one exception tells it all. */
final class Problems {

  private final Map<String, Set<String>> messages = new LinkedHashMap<>();

  void add(Declaration declaration, String message) {
    add(declaration.place(), message);
  }

  void add(String where, String message) {
    messages.computeIfAbsent(where, place -> new LinkedHashSet<>()).add(message);
  }

  Consumer<String> of(Declaration declaration) {
    return message -> add(declaration, message);
  }

  boolean none(Declaration declaration) {
    return !messages.containsKey(declaration.place());
  }

  /**
   * Tells what was found.
   *
   * @throws DeclarationException if there is any problem
   */
  void throwIfAny() {
    List<String> all =
        messages.entrySet().stream()
            .flatMap(one -> one.getValue().stream().map(text -> one.getKey() + ": " + text))
            .toList();
    if (all.size() == 1) {
      throw new DeclarationException("Wrong declaration, " + all.get(0));
    }
    if (!all.isEmpty()) {
      throw new DeclarationException(
          all.size() + " wrong declarations:\n  " + String.join("\n  ", all));
    }
  }
}
