package dev.mayfly.rewrite;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.JavaPrinter;
import org.openrewrite.java.tree.Comment;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.Space;
import org.openrewrite.java.tree.TextComment;

/** Java's trees as text. */
final class Code {

  private Code() {}

  /** What stands there, without what is before it. */
  static String print(J tree) {
    return tree.withPrefix(Space.EMPTY).printTrimmed(new JavaPrinter<>());
  }

  /** Arguments with commas between. */
  static String print(List<Expression> arguments) {
    return arguments.stream().map(Code::print).collect(Collectors.joining(", "));
  }

  /** White space and the comments in it. */
  static String space(Space space) {
    StringBuilder text = new StringBuilder(space.getWhitespace());
    for (Comment one : space.getComments()) {
      String words = one instanceof TextComment comment ? comment.getText() : "";
      text.append(one.isMultiline() ? "/*" + words + "*/" : "//" + words).append(one.getSuffix());
    }
    return text.toString();
  }

  /** A string that stands there itself, or null. */
  static @Nullable String string(@Nullable Expression expression) {
    return expression instanceof J.Literal literal && literal.getValue() instanceof String text
        ? text
        : null;
  }

  /** A string as a literal. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
