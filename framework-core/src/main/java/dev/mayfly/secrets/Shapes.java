package dev.mayfly.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text by what they look like: keys, tokens, and what stands before the
 * {@code @} of an address. Takes time in proportion to the text's length, whatever it holds.
 */
final class Shapes {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  /** Looked for only in texts that hold one of the hints, which is told much sooner. */
  private record Shape(Pattern pattern, List<String> hints) {

    static Shape of(String regex, String... hints) {
      return new Shape(Pattern.compile(regex), List.of(hints));
    }

    boolean mayBeIn(String text) {
      return hints.stream().anyMatch(text::contains);
    }
  }

  /** The first group is the secret. */
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(
              "(?<![\\w-])(eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+){0,3}"
                  + "|gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_\\w{20,}+|glpat-[\\w-]{16,}+"
                  + "|xox[abeoprs]-[\\w-]{10,}+|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\\w-]{30,}+"
                  + "|sk-[\\w-]{20,}+|[rsp]k_(?:live|test)_\\w{16,}+|AGE-SECRET-KEY-1[0-9A-Z]{20,}+"
                  + "|dckr_pat_[\\w-]{16,}+|npm_[A-Za-z0-9]{30,}+"
                  + "|hvs\\.[\\w-]{20,}+|SG\\.[\\w-]{16,}+\\.[\\w-]{16,}+)",
              "eyJ",
              "gh",
              "glpat-",
              "xox",
              "AKIA",
              "ASIA",
              "AIza",
              "sk-",
              "k_live_",
              "k_test_",
              "AGE-SECRET",
              "_pat_",
              "npm_",
              "hvs.",
              "SG."),
          Shape.of(
              "(?i)\\bbearer[ \\t]{1,4}+(?=[^\\s\"']{0,200}[0-9])([\\w.~+/=-]{8,}+)",
              "earer",
              "EARER"),
          Shape.of("thin:[^\\s/@]{1,60}+/([^\\s@]{1,100}+)@", "thin:"),
          Shape.of(
              "(?<![\\w.-])[\\w.-]{1,60}+:([^\\s:@/]{1,100}+)@(?:tcp|unix)\\(", "@tcp(", "@unix("),
          Shape.of(
              "(?<!\\S)(?:-u|--user)[ =,]{0,3}+[^\\s:'\",=]{1,60}+:(?!\\d{1,10}(?!\\S))"
                  + "([^\\s'\",]{1,200}+)",
              "-u"),
          Shape.of(
              "\\bredis-cli\\b[^\\n|;&]{0,200}?[ ,](?:-a|AUTH|auth)[ ,]{1,3}+(?:default[ ,]{1,3}+)?+([^\\s,\\]]{1,200}+)",
              "redis-cli"),
          Shape.of(
              "\\b(?:docker|podman)[ ,]{1,3}+login(?=[ ,])[^\\n|;&]{0,200}?"
                  + "[ ,]-p[ ,]{0,3}+([^\\s,\\]]{1,200}+)",
              "login"),
          Shape.of(
              "\\bldap(?:search|modify|add|delete|whoami|passwd)(?=[ ,])[^\\n|;&]{0,200}?"
                  + "[ ,]-w[ ,]{0,3}+([^\\s,\\]]{1,200}+)",
              "ldap"),
          Shape.of("-pass(?:in|out)?[ =,]{1,3}+pass:([^\\s,\\]'\"]{1,200}+)", "pass:"),
          Shape.of("[?&;]sig=([\\w%+/=-]{16,}+)", "sig="),
          Shape.of("\"auth\"\\s{0,4}+:\\s{0,4}+\"([A-Za-z0-9+/]{8,}+={0,2}+)\"", "\"auth\""),
          Shape.of(
              "\\b(?:mysql|mariadb)(?:admin|dump)?(?=[ ,])[^\\n|;&]{0,200}?"
                  + "[ ,]-p([^\\s,\\]]{1,200}+)",
              "mysql",
              "mariadb"),
          Shape.of(
              "\\bmongo(?:sh|dump|restore|export|import|stat|top)?(?=[ ,])[^\\n|;&]{0,200}?"
                  + "[ ,]-p[ ,]{0,3}+([^\\s,\\]]{1,200}+)",
              "mongo"),
          Shape.of(
              "\\bsqlcmd(?=[ ,])[^\\n|;&]{0,200}?[ ,]-P[ ,]{0,3}+([^\\s,\\]]{1,200}+)", "sqlcmd"),
          Shape.of("\\bsshpass[ ,]{1,3}+-p[ ,]{0,3}+([^\\s,\\]]{1,200}+)", "sshpass"));

  /** What is shorter, and without a password, is a user's name. */
  private static final int SHORTEST_TOKEN = 16;

  private static final int LONGEST_LOGIN = 2_000;

  private final String text;
  private final List<Span> found = new ArrayList<>();

  private Shapes(String text) {
    this.text = text;
  }

  static List<Span> in(String text) {
    Shapes shapes = new Shapes(text);
    shapes.privateKeys();
    shapes.logins();
    SHAPES.stream().filter(shape -> shape.mayBeIn(text)).forEach(shapes::all);
    return shapes.found;
  }

  /** Whether a private key begins in the text and does not end in it. */
  static boolean beginsPrivateKey(String text) {
    Matcher begin = PRIVATE_KEY.matcher(text);
    int last = -1;
    while (text.contains(BEGIN) && begin.find()) {
      last = begin.end();
    }
    return last >= 0 && text.indexOf(END, last) < 0;
  }

  /** Where a private key's last line begins, or -1. */
  static int endOfPrivateKey(String text) {
    return text.indexOf(END);
  }

  private void all(Shape shape) {
    Matcher matcher = shape.pattern().matcher(text);
    while (matcher.find()) {
      found.add(new Span(matcher.start(1), matcher.end(1)));
    }
  }

  private void privateKeys() {
    Matcher begin = PRIVATE_KEY.matcher(text);
    int from = Math.max(0, text.indexOf(BEGIN));
    while (text.indexOf(BEGIN, from) >= 0 && begin.find(from)) {
      int end = text.indexOf(END, begin.end());
      from = end < 0 ? text.length() : end;
      found.add(trimmed(begin.end(), from));
    }
  }

  /** Without the line ends around it, also those that are written {@code \n}. */
  private Span trimmed(int start, int end) {
    int first = start;
    int last = end;
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (first < last && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    first = text.startsWith("\\n", first) ? Math.min(last, first + 2) : first;
    last = last - first >= 2 && text.startsWith("\\n", last - 2) ? last - 2 : last;
    return new Span(first, last);
  }

  /** What stands before the last {@code @} of an address. */
  private void logins() {
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      int start = at + 3;
      boolean hasScheme = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
      int end = hasScheme ? endOfLogin(start) : -1;
      if (end > start) {
        int colon = text.indexOf(':', start);
        boolean hasPassword = colon >= 0 && colon < end;
        if (hasPassword || end - start >= SHORTEST_TOKEN) {
          found.add(new Span(start, end, hasPassword ? colon + 1 : start));
        }
      }
    }
  }

  /** A slash ends the login, unless a password holds one, which is no port's number. */
  private int endOfLogin(int start) {
    int last = -1;
    boolean mayHoldSlash = false;
    int most = Math.min(text.length(), start + LONGEST_LOGIN);
    for (int i = start; i < most; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '"' || c == '\'' || c == '<' || c == '>') {
        break;
      }
      if (c == '/' || c == '?' || c == '#') {
        mayHoldSlash = mayHoldSlash || (last < 0 && isLoginSoFar(start, i));
        if (!mayHoldSlash) {
          break;
        }
      }
      if (c == '@') {
        last = i;
        if (mayHoldSlash) {
          break;
        }
      }
    }
    return last;
  }

  private boolean isLoginSoFar(int start, int end) {
    String host = text.substring(start, end);
    int colon = host.indexOf(':');
    return colon >= 0
        && !host.startsWith("[")
        && !host.substring(colon + 1).matches("\\d{0,5}(,.*)?");
  }
}
