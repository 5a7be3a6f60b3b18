package dev.mayfly.rewrite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openrewrite.java.tree.Expression;

/**
 * Code of ours for an expression of theirs, while it is put together: text, trees that stay as they
 * are, and why it can't be done, if so. Not thread-safe.
 */
final class Rendering {

  private static final Pattern PLACE = Pattern.compile("\\$(\\d|\\*)");
  private static final Pattern TYPE = Pattern.compile("(?<![\\w.\"$])[A-Z]\\w+");

  /** Types that code in the table and in this package names. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("Duration", "java.time.Duration"),
          Map.entry("Path", "java.nio.file.Path"),
          Map.entry("InetSocketAddress", "java.net.InetSocketAddress"),
          Map.entry("FileSource", "dev.mayfly.FileSource"),
          Map.entry("ImageName", "dev.mayfly.ImageName"),
          Map.entry("Mount", "dev.mayfly.Mount"),
          Map.entry("Network", "dev.mayfly.Network"),
          Map.entry("NetworkSpec", "dev.mayfly.NetworkSpec"),
          Map.entry("ReadyWhen", "dev.mayfly.ready.ReadyWhen"));

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Expression> parts = new LinkedHashMap<>();
  private final Set<String> imports = new LinkedHashSet<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private final Map<String, String> dependencies = new LinkedHashMap<>();
  private final Set<String> needs = new LinkedHashSet<>();

  /** Adds code, whose types are imported. */
  Rendering add(String code) {
    text.append(code);
    return this;
  }

  /** Adds code in which {@code $1} and {@code $*} stand for arguments. */
  Rendering add(String code, List<Expression> arguments) {
    return add(filled(code, arguments));
  }

  /** The code with names that stand for the arguments. */
  String filled(String code, List<Expression> arguments) {
    return PLACE
        .matcher(code)
        .replaceAll(place -> Matcher.quoteReplacement(place(place.group(1), arguments)));
  }

  private String place(String which, List<Expression> arguments) {
    return which.equals("*")
        ? String.join(", ", arguments.stream().map(this::part).toList())
        : part(arguments.get(Integer.parseInt(which) - 1));
  }

  /** A name that stands for a tree. */
  String part(Expression tree) {
    String name = "mayfly$" + parts.size();
    parts.put(name, tree);
    return name;
  }

  Rendering importing(String type) {
    imports.add(type);
    return this;
  }

  /** Says why it can't be done. */
  Rendering refuse(String reason) {
    reasons.add(reason);
    return this;
  }

  /** Says that a field's container must be ready first. */
  void dependOn(String field, String variable) {
    dependencies.put(field, variable);
  }

  /** Says that another variable has to be moved too, or this can't be done. */
  void need(String variable) {
    needs.add(variable);
  }

  Set<String> needs() {
    return needs;
  }

  Set<String> reasons() {
    return reasons;
  }

  /** The variables that must be ready first, by the names of their fields. */
  Map<String, String> dependencies() {
    return dependencies;
  }

  /** All types that the code names and that need an import. */
  Set<String> imports() {
    Set<String> all = new LinkedHashSet<>(imports);
    TYPE.matcher(text)
        .results()
        .map(found -> TYPES.get(found.group()))
        .filter(type -> type != null)
        .forEach(all::add);
    return all;
  }

  String text() {
    return text.toString();
  }

  Map<String, Expression> parts() {
    return parts;
  }
}
