package dev.mayfly.secrets;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks through what a container is given for secrets. Not thread-safe. */
public final class SecretSearch {

  private static final Pattern LINE_ENDS = Pattern.compile("\r?\n|\\\\n");
  private static final Pattern WORD = Pattern.compile("\\p{L}{1,16}");
  private static final int SHORTEST_LINE = 8;
  private static final int LONGEST = 16_384;

  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> marked = new LinkedHashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> shown = new HashSet<>();

  /**
   * Variables, labels, arguments of a build: by their names, and by what their values look like.
   */
  public SecretSearch variables(Map<String, String> variables) {
    variables.forEach(
        (name, value) -> {
          if (names.contains(name) || SecretName.holdsSecret(name, value)) {
            add(value);
          } else {
            shown(value);
          }
          text(value);
        });
    return this;
  }

  /** A text that may hold secrets: a description, a script, the content of a file. */
  public SecretSearch text(String text) {
    List<Span> spans = new ArrayList<>(Shapes.in(text));
    spans.addAll(Assignments.in(text, names));
    spans.forEach(span -> add(text.substring(span.value(), span.end())));
    return this;
  }

  /** A program's arguments: by their options' names, and by what they look like. */
  public SecretSearch arguments(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String option = i == 0 ? "" : arguments.get(i - 1);
      boolean isValue = option.startsWith("-") && option.indexOf('=') < 0;
      if (isValue && SecretName.holdsSecretInText(option, arguments.get(i))) {
        add(arguments.get(i));
      }
      text(arguments.get(i));
    }
    return text(String.join(" ", arguments));
  }

  /** Values that somebody has called secret, of several lines each of them. */
  public SecretSearch marked(Iterable<String> values) {
    values.forEach(
        value -> {
          marked.add(value);
          lines(value, marked);
          text(value);
        });
    return this;
  }

  /** Names of variables that somebody has called secret; to be told before the variables. */
  public SecretSearch names(Iterable<String> variables) {
    variables.forEach(names::add);
    return this;
  }

  /** A text that everybody may see: its words are no secrets. */
  public SecretSearch shown(String text) {
    shown.add(text);
    return this;
  }

  /** What was found. */
  public Secrets found() {
    Set<String> values = new LinkedHashSet<>(found);
    values.removeIf(value -> !Values.isDistinctive(value) || isShown(value));
    values.addAll(marked);
    values.removeIf(
        value -> value.length() < Values.SHORTEST || value.length() > LONGEST || value.isBlank());
    return Secrets.of(values, names);
  }

  /** A password that is the user's name too would be starred all over. */
  private boolean isShown(String value) {
    return WORD.matcher(value).matches()
        && shown.stream().anyMatch(text -> text.equals(value) || text.startsWith(value + ":"));
  }

  private void add(String value) {
    if (Assignments.isNothing(value)) {
      return;
    }
    found.add(value);
    lines(value, found);
    if (value.indexOf('%') >= 0) {
      found.add(decoded(value));
    }
  }

  private static void lines(String value, Set<String> into) {
    String[] lines = LINE_ENDS.split(value, -1);
    for (String line : lines.length > 1 ? lines : new String[0]) {
      String plain = line.strip();
      if (plain.length() >= SHORTEST_LINE && !plain.startsWith("-----")) {
        into.add(plain);
      }
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
