package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.openrewrite.ExecutionContext;
import org.openrewrite.java.JavaVisitor;
import org.openrewrite.java.tree.J;

/** Puts our URLs and driver into Java's literals. */
final class LiteralMover extends JavaVisitor<ExecutionContext> {

  private final LiteralPlaces places;
  private final Set<String> said = new HashSet<>();
  private final UnaryOperator<TheirUrl> decision;
  private final BooleanSupplier movesDriver;

  /**
   * For a source.
   *
   * @param decision what is made of each URL
   * @param movesDriver asked where the driver is named
   */
  LiteralMover(String path, UnaryOperator<TheirUrl> decision, BooleanSupplier movesDriver) {
    this.places = new LiteralPlaces(path);
    this.decision = decision;
    this.movesDriver = movesDriver;
  }

  @Override
  public J visitLiteral(J.Literal literal, ExecutionContext context) {
    String source = literal.getValueSource();
    if (!(literal.getValue() instanceof String text) || source == null) {
      return literal;
    }
    J.Literal moved = literal;
    if (text.contains(TheirUrl.DRIVER) && movesDriver.getAsBoolean()) {
      moved = written(moved, source.replace(TheirUrl.DRIVER, TheirUrl.OUR_DRIVER));
    }
    List<String> remarks = new ArrayList<>();
    for (FoundUrl found : FoundUrl.in(text)) {
      TheirUrl url = decision.apply(places.read(found, literal, getCursor()));
      url.comments().stream()
          .filter(one -> !url.isMovable() || said.add(one))
          .forEach(remarks::add);
      if (url.isMovable()) {
        String before = Objects.requireNonNull(moved.getValueSource());
        moved = written(moved, before.replace(found.text(), url.ours()));
      }
    }
    return moved.withPrefix(Remarks.within(moved.getPrefix(), remarks));
  }

  private static J.Literal written(J.Literal literal, String source) {
    return literal.withValueSource(source).withValue(source.substring(1, source.length() - 1));
  }
}
