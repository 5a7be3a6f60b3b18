package dev.mayfly.rewrite;

import org.jspecify.annotations.Nullable;
import org.openrewrite.Cursor;
import org.openrewrite.java.tree.Flag;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/** What stands around a place in a source. */
final class Places {

  private Places() {}

  /** When code runs. */
  enum When {
    STATIC_BLOCK,
    STATIC_FIELD,
    LATER
  }

  static When when(Cursor site) {
    for (Cursor at = site; !at.isRoot(); at = at.getParentOrThrow()) {
      if (at.getValue() instanceof J.Block block && block.isStatic()) {
        return When.STATIC_BLOCK;
      }
      if (at.getValue() instanceof J.VariableDeclarations field
          && field.getVariables().stream().anyMatch(Places::isStatic)) {
        return When.STATIC_FIELD;
      }
      if (at.getValue() instanceof J.MethodDeclaration || at.getValue() instanceof J.Lambda) {
        return When.LATER;
      }
    }
    return When.LATER;
  }

  /** Also without the word, in an interface. */
  private static boolean isStatic(J.VariableDeclarations.NamedVariable one) {
    return one.getVariableType() != null && one.getVariableType().hasFlags(Flag.Static);
  }

  /** What is initialised or assigned, or the bean that is returned, around the place. */
  static @Nullable String described(Cursor site) {
    for (Cursor at = site; !at.isRoot(); at = at.getParentTreeCursor()) {
      Object value = at.getValue();
      if (value instanceof J.VariableDeclarations.NamedVariable one) {
        return keyOf(one.getVariableType());
      }
      if (value instanceof J.Assignment assignment) {
        return keyOf(Theirs.variable(assignment.getVariable()));
      }
      if (value instanceof J.Return) {
        J.MethodDeclaration method = at.firstEnclosing(J.MethodDeclaration.class);
        return method != null && Beans.isBean(method) && method.getMethodType() != null
            ? Beans.key(method.getMethodType())
            : null;
      }
      if (value instanceof J.Block || value instanceof J.Lambda) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable String keyOf(JavaType.@Nullable Variable variable) {
    return variable != null && Theirs.isOfInterest(variable.getType())
        ? Theirs.key(variable)
        : null;
  }
}
