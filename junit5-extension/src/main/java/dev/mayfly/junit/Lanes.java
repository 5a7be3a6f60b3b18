package dev.mayfly.junit;

import dev.mayfly.NetworkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Networks on which containers that live at the same time never have the same name.
 *
 * <p>The first lane is the session's own network, and where nothing runs in parallel the only one.
 * Whoever brings a name that is taken there uses the next lane. Thread-safe.
 */
final class Lanes {

  private final List<Set<String>> taken = new ArrayList<>();

  /**
   * A network, and the names on it that are taken until the lane is left.
   *
   * @param number from 0; engines map a container's ports on that of its networks whose name sorts
   *     first, so joining a later lane changes no port
   */
  record Lane(int number, Set<String> names) {

    NetworkSpec network() {
      return number == 0 ? NetworkSpec.session() : NetworkSpec.of("lane-%03d".formatted(number));
    }
  }

  /**
   * Takes names on the first lane where they are free.
   *
   * @param own the names that are brought
   * @param around the names that have to come along from lane {@code from} to any other
   * @param from where to begin
   */
  synchronized Lane claim(Set<String> own, Set<String> around, int from) {
    Set<String> names = new HashSet<>(own);
    int number = from;
    while (number < taken.size() && !Collections.disjoint(taken.get(number), names)) {
      names.addAll(around);
      number++;
    }
    while (taken.size() <= number) {
      taken.add(new HashSet<>());
    }
    taken.get(number).addAll(names);
    return new Lane(number, Set.copyOf(names));
  }

  synchronized void leave(Lane lane) {
    taken.get(lane.number()).removeAll(lane.names());
  }
}
