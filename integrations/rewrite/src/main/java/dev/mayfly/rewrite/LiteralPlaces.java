package dev.mayfly.rewrite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openrewrite.Cursor;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;

/** Reads a URL in one of Java's strings, with what is said beside it. */
final class LiteralPlaces {

  private static final Pattern BEFORE =
      Pattern.compile("(?s)(?:.*\\n)?\\s*([\\w.\\[\\]-]+)\\s*[=:]\\s*");
  private static final Pattern KEY = Pattern.compile("[\\w\\[\\]-]+(\\.[\\w\\[\\]-]+)+");

  private final String path;

  /** For a source. */
  LiteralPlaces(String path) {
    this.path = path;
  }

  /**
   * What a URL is.
   *
   * @param literal what is around it
   * @param cursor at the literal
   */
  TheirUrl read(FoundUrl url, J.Literal literal, Cursor cursor) {
    Object parent = cursor.getParentTreeCursor().getValue();
    if (parent instanceof J.Binary) {
      return TheirUrl.refused("it is put together from parts");
    }
    String source = literal.getValueSource();
    if (source == null || !source.contains(url.text())) {
      return TheirUrl.refused("it is written with escapes");
    }
    if (parent instanceof J.MethodInvocation call && isConnecting(call, literal)) {
      return connecting(url, call.getArguments());
    }
    return TheirUrl.of(url, List.of(), place(url, literal, cursor));
  }

  private static boolean isConnecting(J.MethodInvocation call, J.Literal literal) {
    return call.getSimpleName().equals("getConnection")
        && call.getArguments().size() == 3
        && call.getArguments().get(0).getId().equals(literal.getId());
  }

  private static TheirUrl connecting(FoundUrl url, List<Expression> arguments) {
    String user = Code.string(arguments.get(1));
    String password = Code.string(arguments.get(2));
    boolean areWords =
        user != null
            && password != null
            && user.matches("[\\w.-]+")
            && password.matches("[\\w.-]+");
    return areWords && !url.text().matches(".*[?&](user|password)=.*")
        ? TheirUrl.of(url, List.of("user=" + user, "password=" + password), UrlPlace.UNKNOWN)
        : TheirUrl.refused("the user who connects is no plain word");
  }

  private UrlPlace place(FoundUrl url, J.Literal literal, Cursor cursor) {
    String text = String.valueOf(literal.getValue());
    Matcher before = BEFORE.matcher(text.substring(0, url.start()));
    Optional<String> key =
        before.matches() ? Optional.of(before.group(1)) : ofCall(literal, cursor);
    if (key.isPresent()) {
      String prefix = SettingKeys.prefix(key.get());
      return new UrlPlace(
          Users.normal(prefix), Set.of(Users.key(prefix, "user"), Users.key(prefix, "password")));
    }
    Set<String> users = new LinkedHashSet<>(Set.of(Users.inSource(path)));
    if (cursor.getParentTreeCursor().getValue() instanceof J.VariableDeclarations.NamedVariable one
        && one.getVariableType() != null) {
      users.add(Users.ofVariable(Theirs.key(one.getVariableType())));
    }
    return new UrlPlace("", users);
  }

  /** The setting's name in {@code registry.add("spring.datasource.url", () -> "…")}. */
  private static Optional<String> ofCall(J.Literal literal, Cursor cursor) {
    J.MethodInvocation call = cursor.firstEnclosing(J.MethodInvocation.class);
    return Optional.ofNullable(call)
        .map(J.MethodInvocation::getArguments)
        .filter(all -> all.size() > 1 && !all.get(0).getId().equals(literal.getId()))
        .map(all -> Code.string(all.get(0)))
        .filter(name -> KEY.matcher(name).matches());
  }
}
