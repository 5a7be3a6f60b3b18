package dev.mayfly.secrets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known to be secret, and stars in its place in texts. Immutable and thread-safe.
 *
 * <p>Starred is each known value wherever it appears, also as it is written in URLs, JSON, XML and
 * Base64; and, known or not, what looks like a secret: private keys, tokens, what is assigned to a
 * name that speaks of a password, key, token or the like, and what stands before the {@code @} of
 * an address.
 *
 * <p>A known value of fewer than 4 characters, or a common word such as {@code postgres} or {@code
 * test} that nobody has marked, is starred only where it is assigned. One of 4 or 5 characters is
 * starred where it stands as a word of its own.
 */
public final class Secrets {

  private static final String STARS = "***";
  private static final Secrets NONE = new Secrets(Values.NONE, Set.of());

  private final Values values;
  private final Set<String> names;

  private Secrets(Values values, Set<String> names) {
    this.values = values;
    this.names = names;
  }

  /** Nothing is known; what looks like a secret is starred all the same. */
  public static Secrets none() {
    return NONE;
  }

  /**
   * @param values those to look for
   * @param names of variables that hold secrets though they do not say so
   */
  static Secrets of(Set<String> values, Set<String> names) {
    return new Secrets(Values.NONE.and(values), Set.copyOf(names));
  }

  /** What is known here or there. */
  public Secrets and(Secrets other) {
    return and(List.of(other));
  }

  Secrets and(List<Secrets> others) {
    Set<String> moreValues = new LinkedHashSet<>();
    Set<String> allNames = new HashSet<>(names);
    for (Secrets other : others) {
      moreValues.addAll(other.values.all());
      allNames.addAll(other.names);
    }
    Values all = values.and(moreValues);
    return all == values && names.equals(allNames) ? this : new Secrets(all, Set.copyOf(allNames));
  }

  /** The text with stars in place of all secrets. */
  public String mask(String text) {
    List<Span> spans = new ArrayList<>(values.in(text));
    spans.addAll(Shapes.in(text));
    spans.addAll(Assignments.in(text, names));
    return spans.isEmpty() ? text : starred(text, spans);
  }

  /**
   * Variables with stars for secret values, sorted by name. A variable whose name speaks of a
   * secret has stars whatever its value.
   */
  public Map<String, String> variables(Map<String, String> variables) {
    Map<String, String> shown = new TreeMap<>();
    variables.forEach(
        (name, value) ->
            shown.put(
                name,
                names.contains(name) || SecretName.holdsSecret(name, value) ? STARS : mask(value)));
    return Collections.unmodifiableMap(shown);
  }

  private static String starred(String text, List<Span> spans) {
    spans.sort(Comparator.comparingInt(Span::start));
    StringBuilder shown = new StringBuilder();
    int end = 0;
    for (Span span : spans) {
      if (span.end() > Math.max(end, span.start())) {
        shown.append(text, end, Math.max(end, span.start()));
        shown.append(span.start() >= end ? STARS : "");
        end = span.end();
      }
    }
    return shown.append(text, end, text.length()).toString();
  }
}
