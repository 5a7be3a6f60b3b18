package dev.mayfly.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/**
 * A type of Testcontainers' that ours stands for, and what stands for its methods.
 *
 * @param type ours
 * @param artifact ours that has it
 * @param port the service's own; 0 if the image says it
 * @param image what images' names must look like
 * @param defaults code of ours, and the options of theirs that are said otherwise by
 * @param options code of ours, by their method
 * @param getters code of ours, by their method
 * @param ports likewise, for those that are an Integer there
 */
record Product(
    String type,
    String artifact,
    int port,
    Pattern image,
    Map<String, List<String>> defaults,
    Map<String, String> options,
    Map<String, String> getters,
    Map<String, String> ports) {

  /** What a handle of any product has beside {@code customize}. */
  private static final List<String> OF_GENERIC =
      List.of("expose", "env", "command", "copy", "mount", "network", "readyWhen");

  String name() {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  Optional<String> option(String method, List<Expression> arguments) {
    return find(options, method, arguments);
  }

  Optional<String> getter(String method, List<Expression> arguments) {
    return find(getters, method, arguments);
  }

  /** A getter that is an Integer there, and an int here. */
  Optional<String> portGetter(String method, List<Expression> arguments) {
    return find(ports, method, arguments);
  }

  private static Optional<String> find(
      Map<String, String> codes, String method, List<Expression> arguments) {
    return Stream.of(
            "(" + Code.print(arguments) + ")",
            "/" + arguments.size(),
            arguments.stream().allMatch(Product::isText) ? "/strings" : "/",
            arguments.stream().allMatch(Product::isNumber) ? "/numbers" : "/")
        .map(kind -> method + kind)
        .filter(codes::containsKey)
        .findFirst()
        .map(codes::get);
  }

  /** A string, or an array of them; methods of theirs take other types by the same name. */
  private static boolean isText(Expression argument) {
    JavaType type = argument.getType();
    return TypeUtils.isString(type instanceof JavaType.Array array ? array.getElemType() : type);
  }

  private static boolean isNumber(Expression argument) {
    return argument.getType() == JavaType.Primitive.Int
        || TypeUtils.isOfClassType(argument.getType(), "java.lang.Integer");
  }

  /** Whether our type has the option itself, and does not need {@code customize}. */
  boolean hasMethod(String option) {
    return port == 0 && OF_GENERIC.contains(option);
  }
}
