package dev.mayfly.rewrite;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import org.openrewrite.ExecutionContext;
import org.openrewrite.java.JavaVisitor;
import org.openrewrite.java.tree.J;

/** Puts our URLs and driver into Java's literals. */
final class LiteralMover extends JavaVisitor<ExecutionContext> {

  private final UnaryOperator<TheirUrl> decision;
  private final BooleanSupplier movesDriver;

  /**
   * For a source.
   *
   * @param decision what is made of each URL
   * @param movesDriver asked where the driver is named
   */
  LiteralMover(UnaryOperator<TheirUrl> decision, BooleanSupplier movesDriver) {
    this.decision = decision;
    this.movesDriver = movesDriver;
  }

  @Override
  public J visitLiteral(J.Literal literal, ExecutionContext context) {
    String source = literal.getValueSource();
    if (!(literal.getValue() instanceof String text) || source == null) {
      return literal;
    }
    if (text.equals(TheirUrl.DRIVER) && movesDriver.getAsBoolean()) {
      return written(literal, source.replace(TheirUrl.DRIVER, TheirUrl.OUR_DRIVER));
    }
    J.Literal moved = literal;
    for (MatchResult found : TheirUrl.in(text)) {
      TheirUrl url = decision.apply(read(found.group()));
      moved =
          url.isMovable()
              ? written(
                  moved,
                  Objects.requireNonNull(moved.getValueSource()).replace(found.group(), url.ours()))
              : moved.withPrefix(
                  Remarks.within(
                      moved.getPrefix(),
                      List.of("this URL stays one of Testcontainers: " + url.reason())));
    }
    return moved;
  }

  private TheirUrl read(String url) {
    return getCursor().getParentTreeCursor().getValue() instanceof J.Binary
        ? TheirUrl.refused("it is put together from parts")
        : TheirUrl.of(url, List.of());
  }

  private static J.Literal written(J.Literal literal, String source) {
    return literal.withValueSource(source).withValue(source.substring(1, source.length() - 1));
  }
}
