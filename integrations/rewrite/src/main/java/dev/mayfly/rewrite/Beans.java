package dev.mayfly.rewrite;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.Statement;

/** Spring's bean methods that return a container. */
final class Beans {

  private Beans() {}

  static boolean isBean(J.MethodDeclaration method) {
    return method.getLeadingAnnotations().stream()
        .anyMatch(one -> one.getSimpleName().equals("Bean"));
  }

  static String key(JavaType.Method method) {
    return method.getDeclaringType().getFullyQualifiedName() + " " + method.getName() + "()";
  }

  /** The names of Testcontainers' types that a variable takes, itself or in a collection. */
  static List<String> taken(@Nullable JavaType type) {
    Stream<JavaType> all =
        Theirs.typeName(type).startsWith(Theirs.PACKAGE)
            ? Stream.of(Objects.requireNonNull(type))
            : type instanceof JavaType.Parameterized several
                ? several.getTypeParameters().stream().flatMap(Beans::bounds)
                : Stream.empty();
    return all.map(Theirs::typeName).filter(name -> name.startsWith(Theirs.PACKAGE)).toList();
  }

  private static Stream<JavaType> bounds(JavaType type) {
    return type instanceof JavaType.GenericTypeVariable variable
        ? variable.getBounds().stream()
        : Stream.of(type);
  }

  /** What the method returns, if that is all that it does and it takes nothing; else null. */
  static @Nullable Expression returned(J.MethodDeclaration method) {
    List<Statement> statements =
        method.getBody() == null ? List.of() : method.getBody().getStatements();
    boolean plain =
        statements.size() == 1
            && method.getParameters().stream().allMatch(one -> one instanceof J.Empty);
    return plain && statements.get(0) instanceof J.Return returning
        ? returning.getExpression()
        : null;
  }
}
