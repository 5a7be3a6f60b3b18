package dev.mayfly.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text by the names that they are given to: {@code password=…}, {@code
 * "password":"…"}, {@code --password …}, {@code PASSWORD '…'}. Takes time in proportion to the
 * text's length, whatever it holds.
 */
final class Assignments {

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?<![\\w.-])([\\w.-]{1,80}+)(\\\\{0,3}+[\"'`])?+[ \\t]{0,8}+(=>|:=|=|:)[ \\t]{0,8}+");
  private static final Pattern OPTION =
      Pattern.compile(
          "(?<![\\w.-])(--?[A-Za-z][\\w.-]{2,60}+|(?i:requirepass|masterauth))"
              + "(?:[\"']?+,[ \\t]{0,2}+(?=[\"'])|,[ \\t]|[ \\t]){1,4}+"
              + "(?![-=:])");
  private static final Pattern SQL =
      Pattern.compile(
          "(?i)\\b(?:password|passwd|pwd|identified(?:[ \\t]{1,8}+with[ \\t]{1,8}+\\S{1,60}+)?+[ \\t]{1,8}+by)[ \\t]{1,8}+[en]?(?=[\"'])");

  private static final Pattern ELEMENT =
      Pattern.compile("<([\\w.:-]{1,80}+)(?:[ \\t][^<>]{0,200}+)?+>([^<>]{1,500}+)</");
  private static final Pattern PROPERTY =
      Pattern.compile("\\b(?:name|key)=[\"']([\\w.-]{1,80}+)[\"']\\s{1,8}+value=(?=[\"'])");

  private static final Set<String> NOTHING =
      Set.of(
          "",
          "null",
          "none",
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "[hidden]",
          "<hidden>",
          "undefined",
          "(null)",
          "nil");
  private static final Pattern NEXT = Pattern.compile(",[\\w.-]{1,38}+[=:]");
  private static final int LONGEST_OF_LIST = 500;
  private static final Pattern PROSE =
      Pattern.compile("\\p{L}++[,;]?+(?:[ \\t]++[\\p{L}']++[,;.]?+)++[.!?]?+");
  private static final int LONGEST_NAME = 100;
  private static final int MOST_BLANKS = 8;

  private final String text;
  private final Set<String> names;
  private final List<Span> found = new ArrayList<>();

  private Assignments(String text, Set<String> names) {
    this.text = text;
    this.names = names;
  }

  /**
   * @param names that hold secrets though they do not say so
   */
  static List<Span> in(String text, Set<String> names) {
    Assignments assignments = new Assignments(text, names);
    assignments.assigned();
    if (text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
      assignments.sql();
    }
    if (text.indexOf('-') >= 0 || text.indexOf(' ') >= 0) {
      assignments.options();
    }
    if (text.indexOf('<') >= 0) {
      assignments.xml();
    }
    return assignments.found;
  }

  /** Whether a value says that there is none, or has been starred. */
  static boolean isNothing(String value) {
    return NOTHING.contains(value.toLowerCase(Locale.ROOT))
        || value.chars().allMatch(c -> c == '*')
        || (value.startsWith("${") && value.endsWith("}"));
  }

  private boolean isSecret(String name, String value) {
    return names.contains(name) || SecretName.holdsSecretInText(name, value);
  }

  private void assigned() {
    Matcher matcher = ASSIGNED.matcher(text).useTransparentBounds(true);
    int from = 0;
    for (int at = nextSeparator(0);
        at < text.length();
        at = nextSeparator(Math.max(from, at + 1))) {
      int first = Math.max(from, at - LONGEST_NAME);
      if (!matcher.region(first, Math.min(text.length(), at + 2 * MOST_BLANKS)).find()) {
        continue;
      }
      from = matcher.end();
      String name = matcher.group(1);
      if (names.contains(name) || SecretName.holdsSecretInText(name, "")) {
        boolean isColon = matcher.group(3).equals(":");
        Span value =
            isColon ? afterColon(matcher, matcher.end()) : value(matcher.end(), matcher.start());
        from = add(name, value, from);
      }
    }
  }

  private int nextSeparator(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '=' && text.charAt(i) != ':') {
      i++;
    }
    return i;
  }

  private int add(String name, Span span, int from) {
    String value = text.substring(span.start(), span.end());
    if (isNothing(value) || !isSecret(name, value)) {
      return from;
    }
    found.add(span);
    return Math.max(from, span.end());
  }

  private void options() {
    Matcher matcher = OPTION.matcher(text);
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      from = matcher.end();
      if (SecretName.holdsSecretInText(matcher.group(1), "")) {
        from = add(matcher.group(1), value(from, from), from);
      }
    }
  }

  private void sql() {
    Matcher matcher = SQL.matcher(text);
    while (matcher.find()) {
      add("password", value(matcher.end(), matcher.end()), matcher.end());
    }
  }

  private void xml() {
    Matcher element = ELEMENT.matcher(text);
    while (element.find()) {
      add(element.group(1), stripped(element.start(2), element.end(2)), element.end());
    }
    Matcher property = PROPERTY.matcher(text);
    while (property.find()) {
      add(property.group(1), value(property.end(), property.end()), property.end());
    }
  }

  /** In running text a colon is more often a full stop's sister than an equals sign. */
  private Span afterColon(Matcher name, int start) {
    if (isQuoteAt(start)) {
      return value(start, start);
    }
    String known = name.group(1).toLowerCase(Locale.ROOT);
    boolean isLine = isAtLineStart(name.start()) && name.end(3) < name.end();
    int lineEnd = isLine || isHeader(known) ? lineEnd(start) : start;
    if (isHeader(known)) {
      return new Span(start, endBefore(start, lineEnd, "\"'"), afterScheme(start, lineEnd));
    }
    Span line = stripped(start, lineEnd);
    if (isLine && !PROSE.matcher(text).region(start, line.end()).matches()) {
      return line;
    }
    Span value = value(start, start);
    boolean isWord =
        text.substring(value.start(), value.end()).chars().allMatch(Character::isLetter);
    boolean isKey = name.group(2) != null || known.contains("-");
    return isHalfQuoted(name) || (isWord && !isKey) ? new Span(start, start) : value;
  }

  /** As in {@code "/etc/passwd": permission denied}. */
  private boolean isHalfQuoted(Matcher name) {
    return name.group(2) != null
        && (name.start() == 0 || "\"'`".indexOf(text.charAt(name.start() - 1)) < 0);
  }

  private static boolean isHeader(String name) {
    return name.endsWith("authorization") || name.endsWith("cookie");
  }

  /** Behind {@code Basic}, {@code Bearer}. */
  private int afterScheme(int start, int lineEnd) {
    int blank = text.indexOf(' ', start);
    return blank >= 0 && blank < lineEnd ? blank + 1 : start;
  }

  private boolean isAtLineStart(int at) {
    int i = at - 1;
    while (i >= 0 && " \t-><*{".indexOf(text.charAt(i)) >= 0) {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  /** The value that begins there, without its quotes. */
  private Span value(int begin, int name) {
    boolean isMarked = begin < text.length() && "nNeE".indexOf(text.charAt(begin)) >= 0;
    int start = isMarked && isQuoteAt(begin + 1) ? begin + 1 : begin; // N'…' of SQL
    int quote = start;
    while (quote < text.length() && quote - start < 3 && text.charAt(quote) == '\\') {
      quote++;
    }
    if (isQuoteAt(quote)) {
      return quoted(text.substring(start, quote + 1), quote + 1);
    }
    int most = Math.min(text.length(), start + LONGEST_OF_LIST);
    int semicolon = endBefore(start, most, ";=\"'\r\n");
    boolean isOfList = semicolon < most && text.charAt(semicolon) == ';';
    return isOfList || (name < start && isAfterSemicolon(name))
        ? stripped(start, semicolon)
        : new Span(start, endOfWord(start));
  }

  /** In connection strings a value ends with a semicolon, and may hold blanks. */
  private boolean isAfterSemicolon(int at) {
    int i = at - 1;
    while (i >= 0 && at - i < MOST_BLANKS && text.charAt(i) == ' ') {
      i--;
    }
    return i >= 0 && text.charAt(i) == ';';
  }

  private boolean isQuoteAt(int at) {
    return at < text.length() && "\"'`".indexOf(text.charAt(at)) >= 0;
  }

  private Span quoted(String quote, int start) {
    boolean isPlain = quote.length() == 1;
    int i = start;
    while (i < text.length() && "\r\n".indexOf(text.charAt(i)) < 0 && !text.startsWith(quote, i)) {
      i += isPlain && text.charAt(i) == '\\' ? 2 : 1;
    }
    return new Span(start, Math.min(i, text.length()));
  }

  private int lineEnd(int start) {
    return endBefore(start, text.length(), "\r\n");
  }

  private int endBefore(int start, int most, String ends) {
    int i = start;
    while (i < most && ends.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private Span stripped(int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return new Span(start, last);
  }

  /** Up to a blank, a quote, the next parameter, or a bracket that was opened before. */
  private int endOfWord(int start) {
    int i = start;
    int open = 0;
    while (i < text.length() && !endsWord(i, open)) {
      char c = text.charAt(i);
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      i++;
    }
    while (i > start && ".,:".indexOf(text.charAt(i - 1)) >= 0 && isWordEnd(i)) {
      i--;
    }
    return i;
  }

  private boolean endsWord(int at, int open) {
    char c = text.charAt(at);
    if (c == ',') {
      return isWordEnd(at + 1) || NEXT.matcher(text).region(at, text.length()).lookingAt();
    }
    if (")]}".indexOf(c) >= 0) {
      return open == 0 && !hasLetterBehind(at);
    }
    return Character.isWhitespace(c) || ";&\"'`<>".indexOf(c) >= 0;
  }

  private boolean isWordEnd(int at) {
    return at >= text.length()
        || Character.isWhitespace(text.charAt(at))
        || "])}\"'".indexOf(text.charAt(at)) >= 0;
  }

  private boolean hasLetterBehind(int at) {
    return at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
