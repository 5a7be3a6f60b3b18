package dev.mayfly.rewrite;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.JavaType;

/**
 * Services' names where Testcontainers takes the name of a container too, that of the service with
 * a number behind it. Immutable.
 */
final class ServiceNames {

  private static final String UNKNOWN =
      "a service's name is neither a string nor a constant here, and may have a container's number";

  private final Images strings;
  private final Pattern numbered;

  /**
   * Those of a project.
   *
   * @param strings what is known of strings
   * @param type the project's, which tells how a number is put behind a name
   */
  ServiceNames(Images strings, @Nullable JavaType type) {
    this.strings = strings;
    String sign = Theirs.simpleName(type).equals("DockerComposeContainer") ? "_" : "-";
    this.numbered = Pattern.compile("(.+)" + sign + "(\\d+)");
  }

  /** The service's name in our code; that of its first container is one. */
  String render(Rendering code, Expression name) {
    String text = strings.name(name);
    String reason = reason(name);
    if (reason != null) {
      code.refuse(reason);
    }
    return text != null && numbered.matcher(text).matches()
        ? Code.quoted(numbered.matcher(text).replaceFirst("$1"))
        : code.part(name);
  }

  /** Why a getter has no twin for its service, or null if it has one. */
  @Nullable String reason(Subject.Use use) {
    boolean isOfService = use.method().startsWith("getService") && !use.arguments().isEmpty();
    return isOfService ? reason(use.arguments().get(0)) : null;
  }

  private @Nullable String reason(Expression name) {
    String text = strings.name(name);
    if (text == null) {
      return UNKNOWN;
    }
    return numbered.matcher(text).matches() && !text.matches(".*\\D1")
        ? "it asks the container " + text + "; replicas(service) has all of a service's"
        : null;
  }
}
