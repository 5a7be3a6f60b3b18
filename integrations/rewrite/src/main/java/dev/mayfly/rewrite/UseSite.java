package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.openrewrite.Cursor;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.NameTree;
import org.openrewrite.java.tree.TypeTree;

/** What around a call on a container keeps it from being translated. */
final class UseSite {

  private static final List<String> CHECKED =
      List.of("java.io.IOException", "java.lang.InterruptedException");
  private static final List<String> RESULTS = List.of("getExitCode", "getStdout", "getStderr");

  private UseSite() {}

  /**
   * The reasons, none if it can be.
   *
   * @param site where the call is
   */
  static List<String> reasons(Cursor site, J.MethodInvocation call) {
    List<String> reasons = new ArrayList<>();
    String method = call.getSimpleName();
    Object parent = site.getParentTreeCursor().getValue();
    if (method.matches("(with|set|add)[A-Z].*|waitingFor|dependsOn")) {
      reasons.add(Reasons.ofStatement(method));
    }
    if (method.equals("execInContainer")) {
      addOfExec(reasons, site, parent);
    }
    if (appends(site, method)) {
      reasons.add(method + "() is added to, and ours has other parameters, or none");
    }
    return reasons;
  }

  private static void addOfExec(List<String> reasons, Cursor site, Object parent) {
    boolean read =
        parent instanceof J.MethodInvocation reading && RESULTS.contains(reading.getSimpleName());
    boolean kept =
        parent instanceof J.VariableDeclarations.NamedVariable variable
            && Theirs.isExecResult(variable.getType());
    if (!read && !kept && !(parent instanceof J.Block)) {
      reasons.add("what execInContainer(…) gives is handed on as a type of Testcontainers");
    }
    if (isCaught(site)) {
      reasons.add(
          "execInContainer(…) throws what is caught around it, and exec(…) doesn't: the catch would"
              + " not compile");
    }
  }

  private static boolean isCaught(Cursor site) {
    for (Cursor at = site; !at.isRoot(); at = at.getParentTreeCursor()) {
      if (at.getValue() instanceof J.Try attempt
          && attempt.getCatches().stream().anyMatch(UseSite::isChecked)) {
        return true;
      }
      if (at.getValue() instanceof J.MethodDeclaration || at.getValue() instanceof J.Lambda) {
        return false;
      }
    }
    return false;
  }

  private static boolean isChecked(J.Try.Catch caught) {
    TypeTree type = caught.getParameter().getTree().getTypeExpression();
    List<? extends NameTree> types =
        type instanceof J.MultiCatch several
            ? several.getAlternatives()
            : type == null ? List.of() : List.of(type);
    return types.stream().map(NameTree::getType).map(Theirs::typeName).anyMatch(CHECKED::contains);
  }

  /** A URL that another parameter is put behind, at once or after something else. */
  private static boolean appends(Cursor site, String method) {
    boolean any = method.equals("getReplicaSetUrl");
    if (!any && !method.equals("getJdbcUrl")) {
      return false;
    }
    Cursor at = site;
    while (at.getParentTreeCursor().getValue() instanceof J.Binary sum) {
      boolean isLeft =
          at.getValue() instanceof J left && sum.getLeft().getId().equals(left.getId());
      if (isLeft && (any || Code.print(sum.getRight()).contains("\"&"))) {
        return true;
      }
      at = at.getParentTreeCursor();
    }
    return false;
  }
}
