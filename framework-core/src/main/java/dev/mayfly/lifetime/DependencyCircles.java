package dev.mayfly.lifetime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds declarations that wait for each other, so that none of them could ever be started. */
public final class DependencyCircles {

  private final Function<String, Optional<Node>> nodes;
  private final Problems problems;
  private final Set<String> done = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();

  /**
   * What waits for others.
   *
   * @param place what messages call it
   */
  public record Node(String place, String name, List<String> dependsOn) {}

  /**
   * A search.
   *
   * @param nodes finds who is meant by a name
   * @param problems gets what is found
   */
  public DependencyCircles(Function<String, Optional<Node>> nodes, Problems problems) {
    this.nodes = nodes;
    this.problems = problems;
  }

  /** Follows what a declaration depends on, and what that depends on. */
  public void follow(Node node) {
    String name = node.name();
    if (path.contains(name)) {
      List<String> circle = List.copyOf(path).subList(List.copyOf(path).indexOf(name), path.size());
      problems.add(
          node.place(), "dependsOn goes in a circle: " + String.join(" → ", circle) + " → " + name);
    } else if (done.add(name)) {
      path.addLast(name);
      for (String needed : node.dependsOn()) {
        nodes.apply(needed).ifPresent(this::follow);
      }
      path.removeLast();
    }
  }
}
