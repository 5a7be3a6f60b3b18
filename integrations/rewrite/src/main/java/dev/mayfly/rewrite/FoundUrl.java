package dev.mayfly.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A URL of Testcontainers' as it stands in a text, from its first character to where it ends.
 *
 * @param text the URL
 * @param start where it begins
 * @param reason why it can't be taken out of the text and moved; empty if it can
 */
record FoundUrl(String text, int start, String reason) {

  private static final Pattern ANY = Pattern.compile("(?:j|r2)dbc\\\\?:tc\\\\?:[^\\s\"'<>`]+");

  static boolean isIn(String text) {
    return ANY.matcher(text).find();
  }

  /** Those in a text, or in a line of it. */
  static List<FoundUrl> in(String text) {
    return ANY.matcher(text).results().map(found -> of(text, found)).toList();
  }

  private static FoundUrl of(String text, MatchResult found) {
    String url = found.group().substring(0, end(found.group()));
    String open = open(text.substring(0, found.start()));
    String reason = "";
    if (url.contains("\\")) {
      reason = "it is written with escapes, or goes on in the next line";
    } else if (open.equals("$")) {
      reason = "it is the default of a placeholder, in which another URL may be set";
    } else if (!open.isEmpty()) {
      reason = "it is in a list or a map within a line";
    }
    return new FoundUrl(url, found.start(), reason);
  }

  /** Before a bracket that something around it closes, and without commas. */
  private static int end(String url) {
    List<Character> open = new ArrayList<>();
    int end = 0;
    while (end < url.length()) {
      char one = url.charAt(end);
      if ("{([".indexOf(one) >= 0) {
        open.add(one);
      } else if ("})]".indexOf(one) >= 0) {
        if (open.isEmpty()) {
          break;
        }
        open.remove(open.size() - 1);
      }
      end++;
    }
    while (end > 0 && url.charAt(end - 1) == ',') {
      end--;
    }
    return end;
  }

  /** What the innermost brace or bracket belongs to that is open: a $, or itself; or nothing. */
  private static String open(String before) {
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < before.length(); i++) {
      char one = before.charAt(i);
      if (one == '{' || one == '[') {
        open.push(i > 0 && before.charAt(i - 1) == '$' ? "$" : String.valueOf(one));
      } else if (one == '}' || one == ']') {
        open.poll();
      }
    }
    return open.contains("$") ? "$" : open.isEmpty() ? "" : open.peek();
  }
}
