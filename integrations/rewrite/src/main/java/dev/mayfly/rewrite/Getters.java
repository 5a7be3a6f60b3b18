package dev.mayfly.rewrite;

import java.util.List;
import java.util.Optional;
import org.openrewrite.java.tree.Expression;

/** What is asked of a container, and what ours is asked instead. */
final class Getters {

  private Getters() {}

  /** Our code in which {@code $h} is the handle; for a reference also one with an argument. */
  static Optional<String> find(
      Product product, String method, List<Expression> arguments, boolean isReference) {
    Optional<String> found =
        product.getter(method, arguments).or(() -> product.portGetter(method, arguments));
    return isReference && found.isEmpty()
        ? Optional.ofNullable(product.ports().get(method + "/1"))
        : found;
  }
}
