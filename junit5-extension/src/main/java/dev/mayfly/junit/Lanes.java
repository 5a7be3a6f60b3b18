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

  /** A network and the names on it that are taken until the lane is left. */
  record Lane(int number, Set<String> names) {

    NetworkSpec network() {
      return number == 0 ? NetworkSpec.session() : NetworkSpec.of("lane-" + number);
    }
  }

  /** Takes names on the first lane, not before {@code from}, where all of them are free. */
  synchronized Lane claim(Set<String> names, int from) {
    int number = from;
    while (number < taken.size() && !Collections.disjoint(taken.get(number), names)) {
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
