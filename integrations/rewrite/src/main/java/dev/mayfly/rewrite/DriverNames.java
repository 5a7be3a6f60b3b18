package dev.mayfly.rewrite;

import java.util.Set;
import org.openrewrite.java.JavaIsoVisitor;
import org.openrewrite.java.tree.J;

/** Finds where Testcontainers' driver is named by something that is not moved. */
final class DriverNames extends JavaIsoVisitor<Set<String>> {

  private static final String SIMPLE = "ContainerDatabaseDriver";

  private final String path;

  /** For a source; its path goes into the set that is visited with. */
  DriverNames(String path) {
    this.path = path;
  }

  static boolean isIn(String text) {
    return text.contains(SIMPLE);
  }

  /** Whether it is there otherwise than by its whole name. */
  static boolean isPartlyIn(String text) {
    return isIn(text.replace(TheirUrl.DRIVER, ""));
  }

  @Override
  public J.Identifier visitIdentifier(J.Identifier name, Set<String> paths) {
    if (name.getSimpleName().equals(SIMPLE)) {
      paths.add(path);
    }
    return name;
  }

  @Override
  public J.Literal visitLiteral(J.Literal literal, Set<String> paths) {
    if (literal.getValue() instanceof String text && isPartlyIn(text)) {
      paths.add(path);
    }
    return literal;
  }
}
