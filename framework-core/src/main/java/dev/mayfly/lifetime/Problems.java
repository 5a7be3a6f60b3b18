package dev.mayfly.lifetime;

import dev.mayfly.DeclarationException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is wrong with declarations, collected so that one exception tells it all. */
public final class Problems {

  private final Map<String, Set<String>> messages = new LinkedHashMap<>();

  /** No problem yet. */
  public Problems() {}

  /**
   * Adds one.
   *
   * @param place what messages call the declaration
   */
  public void add(String place, String message) {
    messages.computeIfAbsent(place, first -> new LinkedHashSet<>()).add(message);
  }

  /** Adds what it is told, for one declaration. */
  public Consumer<String> of(String place) {
    return message -> add(place, message);
  }

  /** Whether nothing is wrong with a declaration. */
  public boolean none(String place) {
    return !messages.containsKey(place);
  }

  /**
   * Tells what was found.
   *
   * @throws DeclarationException if there is any problem
   */
  public void throwIfAny() {
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
