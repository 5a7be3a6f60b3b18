package dev.mayfly.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/** Names and types of Testcontainers, and what trees say of them. */
final class Theirs {

  static final String DEEP_START = "deepStart";
  static final String PACKAGE = "org.testcontainers.";
  static final String CONTAINER = "org.testcontainers.junit.jupiter.Container";
  static final String TESTCONTAINERS = "org.testcontainers.junit.jupiter.Testcontainers";
  static final String SERVICE_CONNECTION =
      "org.springframework.boot.testcontainers.service.connection.ServiceConnection";
  static final String IMPORT =
      "org.springframework.boot.testcontainers.context.ImportTestcontainers";

  private static final String GENERIC = "org.testcontainers.containers.GenericContainer";
  private static final String NETWORK = "org.testcontainers.containers.Network";
  private static final String IMAGE = "org.testcontainers.utility.DockerImageName";

  private static final List<String> COMPOSE =
      List.of(
          "org.testcontainers.containers.ComposeContainer",
          "org.testcontainers.containers.DockerComposeContainer");

  private static final String EXEC_RESULT = "org.testcontainers.containers.Container$ExecResult";

  private Theirs() {}

  /** One container, or those of a Compose file. */
  static boolean isContainer(@Nullable JavaType type) {
    return TypeUtils.isAssignableTo(GENERIC, type) || isCompose(type);
  }

  /** The containers of a Compose file, which Testcontainers' own extension alone starts. */
  static boolean isCompose(@Nullable JavaType type) {
    return COMPOSE.stream().anyMatch(name -> TypeUtils.isAssignableTo(name, type));
  }

  static boolean isNetwork(@Nullable JavaType type) {
    return TypeUtils.isOfClassType(type, NETWORK);
  }

  static boolean isImageName(@Nullable JavaType type) {
    return TypeUtils.isOfClassType(type, IMAGE);
  }

  static boolean isExecResult(@Nullable JavaType type) {
    return TypeUtils.isOfClassType(type, EXEC_RESULT);
  }

  /** A type whose variables are looked at. */
  static boolean isOfInterest(@Nullable JavaType type) {
    return isContainer(type) || isNetwork(type) || isImageName(type) || isExecResult(type);
  }

  static boolean is(J.@Nullable Annotation annotation, String type) {
    return annotation != null && TypeUtils.isOfClassType(annotation.getType(), type);
  }

  /** What a source imports of Testcontainers, and of Spring for it. */
  static List<String> imported(J.CompilationUnit unit) {
    return unit.getImports().stream()
        .filter(one -> one.getTypeName().contains("testcontainers."))
        .map(
            one ->
                one.isStatic()
                    ? one.getTypeName() + "." + one.getQualid().getSimpleName()
                    : one.getTypeName())
        .toList();
  }

  /** The variable that an expression is, or null. */
  static JavaType.@Nullable Variable variable(@Nullable Expression expression) {
    if (expression instanceof J.Identifier name) {
      return name.getFieldType();
    }
    return expression instanceof J.FieldAccess access ? access.getName().getFieldType() : null;
  }

  /** One name for one variable, wherever it is used. */
  static String key(JavaType.Variable variable) {
    return variable.getOwner() + " " + variable.getName();
  }

  /** Whether the variable is a method's own, or its parameter. */
  static boolean isLocal(JavaType.Variable variable) {
    return variable.getOwner() instanceof JavaType.Method;
  }

  static String typeName(@Nullable JavaType type) {
    JavaType.FullyQualified qualified = TypeUtils.asFullyQualified(type);
    return qualified == null ? "" : qualified.getFullyQualifiedName();
  }

  static String simpleName(@Nullable JavaType type) {
    return simpleName(typeName(type));
  }

  /** The same of a qualified name. */
  static String simpleName(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /** A call's arguments, without the place of none. */
  static List<Expression> arguments(List<Expression> written) {
    return written.stream().filter(one -> !(one instanceof J.Empty)).toList();
  }
}
