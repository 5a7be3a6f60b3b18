package dev.mayfly.rewrite;

import java.util.List;

/** Where values of settings begin that are longer than a line, and have no comments in them. */
record LongValues(String path) {

  private static final String BLOCK = ".*[:-]\\s+(?:[&!]\\S+\\s+)*[|>][-+\\d]*\\s*(?:#.*)?";

  /** The line in which the value begins that goes on in a line, or that line itself. */
  int start(List<String> lines, int at) {
    return path.endsWith(".properties") ? ofContinued(lines, at) : ofBlock(lines, at);
  }

  private static int ofContinued(List<String> lines, int at) {
    int start = at;
    while (start > 0 && goesOn(lines.get(start - 1))) {
      start--;
    }
    return start;
  }

  /** An odd number of backslashes at its end, and no comment. */
  private static boolean goesOn(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1 && !line.strip().matches("(?s)[#!].*");
  }

  /**
   * A block's header is the nearest line above, of those with less indent at each step, that is
   * one.
   */
  private static int ofBlock(List<String> lines, int at) {
    int start = at;
    int indent = indent(lines.get(at));
    for (int i = at - 1; i >= 0 && indent > 0; i--) {
      String line = lines.get(i);
      if (!line.isBlank() && indent(line) < indent) {
        indent = indent(line);
        start = line.matches(BLOCK) ? i : start;
      }
    }
    return start;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
