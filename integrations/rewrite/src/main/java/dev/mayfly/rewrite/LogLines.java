package dev.mayfly.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * Expressions for log lines: one that matches a whole line with its end, as Testcontainers asks,
 * and one that is found in a line without it, as Mayfly does.
 */
final class LogLines {

  private static final String ANYTHING = ".*";

  private LogLines() {}

  /** The expression that is found where the other matches; null if none is known. */
  static @Nullable String found(String matching) {
    String rest = matching;
    boolean open = false;
    for (String end : new String[] {"\\n", "\\s", "\n"}) {
      rest = rest.endsWith(end) ? rest.substring(0, rest.length() - end.length()) : rest;
    }
    boolean closed = !rest.equals(matching);
    while (rest.endsWith(ANYTHING) && !rest.endsWith("\\" + ANYTHING)) {
      rest = rest.substring(0, rest.length() - ANYTHING.length());
      open = true;
    }
    if (rest.contains("\\n") || rest.contains("|") || !(open || closed)) {
      return null;
    }
    String begin = "^";
    while (rest.startsWith(ANYTHING)) {
      rest = rest.substring(ANYTHING.length());
      begin = "";
    }
    return rest.isEmpty() ? null : begin + rest + (open ? "" : "$");
  }
}
