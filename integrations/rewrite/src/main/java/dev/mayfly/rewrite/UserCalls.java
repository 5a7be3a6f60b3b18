package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.JavaIsoVisitor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/** Looks in a source for users of databases: in its strings, and in calls beside a URL. */
final class UserCalls extends JavaIsoVisitor<Users> {

  private static final Set<String> URLS =
      Set.of("setJdbcUrl", "jdbcUrl", "setUrl", "setURL", "url", "getConnection");
  private static final Pattern USERS =
      Pattern.compile("(with|set)?(u|U)ser(name|Name)?|(with|set)?(p|P)assword");
  private static final String CONNECT = "getConnection";

  private final String path;
  private final List<String> variables = new ArrayList<>();
  private boolean setsUser;

  /** For a source. */
  UserCalls(String path) {
    this.path = path;
  }

  @Override
  public J.CompilationUnit visitCompilationUnit(J.CompilationUnit unit, Users users) {
    J.CompilationUnit visited = super.visitCompilationUnit(unit, users);
    if (setsUser) {
      users.set(Users.inSource(path), path);
      variables.forEach(one -> users.set(Users.ofVariable(one), path));
    }
    return visited;
  }

  @Override
  public J.Literal visitLiteral(J.Literal literal, Users users) {
    if (literal.getValue() instanceof String text) {
      users.lookAtString(text, path);
    }
    return literal;
  }

  @Override
  public J.MethodInvocation visitMethodInvocation(J.MethodInvocation call, Users users) {
    List<Expression> arguments = Theirs.arguments(call.getArguments());
    String name = call.getSimpleName();
    String variable = arguments.isEmpty() ? null : variable(arguments.get(0));
    boolean isSetter = USERS.matcher(name).matches() && arguments.size() == 1;
    if (variable != null && URLS.contains(name)) {
      variables.add(variable);
    }
    if (name.equals(CONNECT) && arguments.size() == 3 && variable != null) {
      users.set(Users.ofVariable(variable), path);
    }
    boolean isLiteral = arguments.size() == 3 && arguments.get(0) instanceof J.Literal;
    setsUser |= isSetter || (name.equals(CONNECT) && arguments.size() > 1 && !isLiteral);
    return super.visitMethodInvocation(call, users);
  }

  private static @Nullable String variable(Expression url) {
    JavaType.Variable variable = Theirs.variable(url);
    return variable == null ? null : Theirs.key(variable);
  }
}
