package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/**
 * {@code start.a(…).b(…)}: an expression and the methods that are called one after the other.
 *
 * @param start without a call of its own, but for a static factory
 * @param calls in their order
 */
record CallChain(Expression start, List<J.MethodInvocation> calls) {

  static CallChain of(Expression whole) {
    List<J.MethodInvocation> calls = new ArrayList<>();
    Expression start = whole;
    while (start instanceof J.MethodInvocation call && call.getSelect() != null) {
      calls.add(0, call);
      start = call.getSelect();
    }
    return new CallChain(start, calls);
  }

  Optional<J.MethodInvocation> call(String name) {
    return calls.stream().filter(one -> one.getSimpleName().equals(name)).findFirst();
  }

  /** The first port that is exposed, as it is written, or null. */
  @Nullable Expression firstPort() {
    return call("withExposedPorts")
        .map(call -> Theirs.arguments(call.getArguments()))
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(0))
        .orElse(null);
  }
}
