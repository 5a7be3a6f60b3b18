package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openrewrite.java.tree.Comment;
import org.openrewrite.java.tree.Space;
import org.openrewrite.java.tree.TextComment;
import org.openrewrite.marker.Markers;

/** Comments that say, at the place, what was not moved and why. */
final class Remarks {

  private static final String SIGN = " mayfly: ";

  private Remarks() {}

  static List<String> ofKept(String name, Collection<String> reasons) {
    return reasons.stream()
        .map(reason -> name + " stays one of Testcontainers: " + reason)
        .toList();
  }

  /** What is before a declaration, with the remarks on lines of their own at its end. */
  static Space before(Space prefix, List<String> remarks) {
    String last = last(prefix);
    String line = "\n" + last.substring(last.lastIndexOf('\n') + 1);
    return with(prefix, remarks.stream().map(one -> comment(false, one, line)).toList());
  }

  /** The same in the middle of a line. */
  static Space within(Space prefix, List<String> remarks) {
    return with(prefix, remarks.stream().map(one -> comment(true, one + " ", " ")).toList());
  }

  private static Comment comment(boolean inLine, String remark, String after) {
    return new TextComment(inLine, SIGN + remark, after, Markers.EMPTY);
  }

  private static String last(Space prefix) {
    List<Comment> comments = prefix.getComments();
    return comments.isEmpty()
        ? prefix.getWhitespace()
        : comments.get(comments.size() - 1).getSuffix();
  }

  private static Space with(Space prefix, List<Comment> remarks) {
    boolean there =
        prefix.getComments().stream()
            .anyMatch(one -> one instanceof TextComment text && text.getText().startsWith(SIGN));
    if (there) {
      return prefix;
    }
    List<Comment> comments = new ArrayList<>(prefix.getComments());
    comments.addAll(remarks);
    return prefix.withComments(comments);
  }
}
