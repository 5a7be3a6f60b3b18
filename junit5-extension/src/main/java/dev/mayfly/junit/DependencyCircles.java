package dev.mayfly.junit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds declarations that wait for each other, so that none of them could ever be started. */
final class DependencyCircles {

  private final Declarations seen;
  private final Problems problems;
  private final Set<String> done = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();

  DependencyCircles(Declarations seen, Problems problems) {
    this.seen = seen;
    this.problems = problems;
  }

  void check(List<Declaration> fields) {
    fields.forEach(this::follow);
  }

  private void follow(Declaration declaration) {
    String name = declaration.name();
    if (path.contains(name)) {
      List<String> circle = List.copyOf(path).subList(List.copyOf(path).indexOf(name), path.size());
      problems.add(
          declaration, "dependsOn goes in a circle: " + String.join(" → ", circle) + " → " + name);
    } else if (done.add(name)) {
      path.addLast(name);
      for (String needed : declaration.annotation().dependsOn()) {
        seen.field(needed).ifPresent(this::follow);
      }
      path.removeLast();
    }
  }
}
