package dev.mayfly.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.Tree;
import org.openrewrite.java.JavaParser;
import org.openrewrite.java.JavaVisitor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JRightPadded;
import org.openrewrite.java.tree.Space;
import org.openrewrite.marker.Markers;

/** Text of Java as trees, without types. Not thread-safe. */
final class Snippets {

  private final JavaParser parser = JavaParser.fromJavaVersion().build();
  private final Map<String, J.CompilationUnit> parsed = new HashMap<>();

  /** An expression, in which names stand for trees that are put in their place. */
  Expression expression(String text, Map<String, Expression> parts) {
    J.CompilationUnit unit = unit("class T { Object o = " + text + "; }");
    J.VariableDeclarations field =
        (J.VariableDeclarations) unit.getClasses().get(0).getBody().getStatements().get(0);
    Expression whole = Objects.requireNonNull(field.getVariables().get(0).getInitializer());
    return (Expression)
        new JavaVisitor<Integer>() {
          @Override
          public J visitIdentifier(J.Identifier name, Integer unused) {
            Expression part = parts.get(name.getSimpleName());
            if (part == null) {
              return name;
            }
            boolean commented = !part.getPrefix().getComments().isEmpty();
            Object around = getCursor().getParentTreeCursor().getValue();
            boolean bound =
                around instanceof J.Binary
                    || (around instanceof J.MethodInvocation call && isSelect(call, name));
            Expression put = bound && !isPrimary(part) ? inParentheses(part) : part;
            return commented ? put : put.withPrefix(name.getPrefix());
          }
        }.visitNonNull(whole, 0);
  }

  private static boolean isSelect(J.MethodInvocation call, J.Identifier name) {
    return call.getSelect() != null && call.getSelect().getId().equals(name.getId());
  }

  /** Whether it stays one expression with a dot behind it. */
  private static boolean isPrimary(Expression part) {
    return List.of(
            J.Identifier.class,
            J.Literal.class,
            J.FieldAccess.class,
            J.MethodInvocation.class,
            J.ArrayAccess.class,
            J.NewClass.class,
            J.Parentheses.class)
        .stream()
        .anyMatch(kind -> kind.isInstance(part));
  }

  private static Expression inParentheses(Expression part) {
    return new J.Parentheses<>(
        Tree.randomId(),
        part.getPrefix(),
        Markers.EMPTY,
        JRightPadded.build(part.withPrefix(Space.EMPTY)));
  }

  J.Annotation annotation(String text) {
    return unit(text + " class T {}").getClasses().get(0).getLeadingAnnotations().get(0);
  }

  private J.CompilationUnit unit(String text) {
    return parsed.computeIfAbsent(text, this::parse);
  }

  private J.CompilationUnit parse(String text) {
    parser.reset();
    return (J.CompilationUnit)
        parser.parse(new InMemoryExecutionContext(), text).findFirst().orElseThrow();
  }
}
