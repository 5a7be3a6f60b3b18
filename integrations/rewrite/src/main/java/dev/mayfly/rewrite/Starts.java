package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.Statement;

/** Takes starts by hand out of static blocks, of what an annotation starts now. */
final class Starts {

  private Starts() {}

  /**
   * A class's body without them, and without blocks in which nothing else was.
   *
   * @param isShared whether an annotation starts what a variable has
   */
  static J.Block without(J.Block body, Predicate<JavaType.Variable> isShared) {
    List<Statement> left =
        body.getStatements().stream()
            .<@Nullable Statement>map(
                one ->
                    one instanceof J.Block inner && inner.isStatic()
                        ? ofStatic(inner, isShared)
                        : one)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    return body.withStatements(left);
  }

  private static J.@Nullable Block ofStatic(J.Block block, Predicate<JavaType.Variable> isShared) {
    List<Statement> left =
        block.getStatements().stream().filter(one -> !isOfShared(one, isShared)).toList();
    if (left.size() == block.getStatements().size()) {
      return block;
    }
    return left.isEmpty() ? null : block.withStatements(left);
  }

  private static boolean isOfShared(Statement statement, Predicate<JavaType.Variable> isShared) {
    if (!(statement instanceof J.MethodInvocation call)) {
      return false;
    }
    CallChain chain = CallChain.of(call);
    List<Expression> started = new ArrayList<>();
    chain.call("start").ifPresent(start -> started.add(Objects.requireNonNull(start.getSelect())));
    chain.call(Theirs.DEEP_START).ifPresent(start -> started.addAll(start.getArguments()));
    if (chain.start() instanceof J.MethodInvocation first
        && first.getSimpleName().equals(Theirs.DEEP_START)) {
      started.addAll(first.getArguments());
    }
    return !started.isEmpty() && started.stream().allMatch(one -> isShared(one, isShared));
  }

  private static boolean isShared(Expression started, Predicate<JavaType.Variable> isShared) {
    JavaType.Variable variable = Theirs.variable(started);
    return variable != null && isShared.test(variable);
  }
}
