package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.runtime.CanonicalForm.Part;
import dev.mayfly.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is remembered of a description, so that a later run can say what is different: each part's
 * digest, and its value where that is short and no secret. Immutable.
 *
 * @param parts a digest, a space and what may be shown of the value, by the parts' names
 */
record Fingerprint(Map<String, String> parts) {

  private static final int LONGEST_SHOWN = 60;
  private static final int MOST_TOLD = 4;

  Fingerprint {
    parts = Map.copyOf(parts);
  }

  /**
   * Of a description.
   *
   * @param known secrets of other descriptions, which may stand in this one too
   * @param salt makes the digests of secrets useless elsewhere
   */
  static Fingerprint of(Identity identity, ContainerSpec spec, Secrets known, String salt) {
    Secrets secrets = known.and(spec.secrets());
    Map<String, String> variables = new TreeMap<>();
    secrets.variables(spec.env()).forEach((name, value) -> variables.put("env " + name, value));
    Map<String, String> all = new TreeMap<>();
    for (Part part : identity.parts()) {
      String digest = Digest.of(salt + "\n" + part.text()).substring(0, 16);
      String value = plain(part.text());
      String said = part.name() + "=" + value;
      boolean isSecret =
          !secrets.mask(said).equals(said)
              || !variables.getOrDefault(part.name(), value).equals(value);
      String shown = isSecret || !isShort(value) ? "" : value;
      all.merge(part.name(), digest + " " + shown, String::concat);
    }
    return new Fingerprint(all);
  }

  private static String plain(String text) {
    return text.matches("\"[^\"\\\\]*\"") ? text.substring(1, text.length() - 1) : text;
  }

  private static boolean isShort(String value) {
    return value.length() <= LONGEST_SHOWN && value.chars().noneMatch(c -> c < ' ' || c == '<');
  }

  /** What of this is otherwise than it was, in one line; empty if nothing is. */
  String differenceTo(Fingerprint before) {
    List<String> told = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(before.parts.keySet());
    for (String name : names) {
      String is = parts.getOrDefault(name, "");
      String was = before.parts.getOrDefault(name, "");
      if (!is.equals(was)) {
        told.add(name + " " + change(was, is));
      }
    }
    int more = told.size() - MOST_TOLD;
    return more > 0
        ? String.join("; ", told.subList(0, MOST_TOLD)) + "; and " + more + " more"
        : String.join("; ", told);
  }

  private static String change(String was, String is) {
    if (was.isEmpty()) {
      return "is new";
    }
    if (is.isEmpty()) {
      return "is gone";
    }
    String before = was.substring(was.indexOf(' ') + 1);
    String now = is.substring(is.indexOf(' ') + 1);
    return before.isEmpty() || now.isEmpty() ? "has changed" : "was " + before + ", is " + now;
  }
}
