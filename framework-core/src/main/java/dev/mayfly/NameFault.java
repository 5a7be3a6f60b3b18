package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which part of a text keeps it from being an image's name. */
final class NameFault {

  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]");
  private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z]+://");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern PORT = Pattern.compile("(?:\\[[^]]*]|[^:]*)(?::(?<port>.*))?");

  private NameFault() {}

  /** What is wrong with a text that has no image's form, as a sentence's end. */
  static String of(String text) {
    Matcher blank = BLANK.matcher(text);
    Matcher scheme = SCHEME.matcher(text);
    if (text.isEmpty()) {
      return "it is empty";
    }
    if (blank.find()) {
      return "character " + (blank.start() + 1) + " is a blank or a control character";
    }
    if (scheme.find()) {
      return "it begins with " + scheme.group() + ", and a name has no protocol";
    }
    int at = text.indexOf('@');
    if (at >= 0 && !ImageName.isDigest(text.substring(at + 1))) {
      return "its digest "
          + Given.quoted(text.substring(at + 1))
          + " is none, which is sha256: and 64 hexadecimal digits";
    }
    return ofNameAndTag(at < 0 ? text : text.substring(0, at));
  }

  /**
   * What is wrong with a part that has another form than it must have.
   *
   * @param rule what it must be
   */
  static String ofPart(String what, String part, String rule) {
    boolean isBlank = BLANK.matcher(part).find();
    return "its "
        + what
        + " "
        + Given.quoted(part)
        + (isBlank ? " has a blank or a control character" : " is none, which is " + rule);
  }

  private static String ofNameAndTag(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasTag = colon > text.lastIndexOf('/');
    String tag = hasTag ? text.substring(colon + 1) : "";
    String path = hasTag ? text.substring(0, colon) : text;
    if (path.isEmpty()) {
      return "there is nothing before its tag";
    }
    if (hasTag && !TAG.matcher(tag).matches()) {
      return "its tag "
          + Given.quoted(tag)
          + " is none, which is letters, digits, _ . and -, the first no . or -, 128 at most";
    }
    String first = path.substring(0, Math.max(0, path.indexOf('/')));
    Matcher port = PORT.matcher(first);
    if (port.matches() && port.group("port") != null && !port.group("port").matches("\\d+")) {
      return "the port " + Given.quoted(port.group("port")) + " of its registry is no number";
    }
    return ofPath(path);
  }

  private static String ofPath(String path) {
    if (path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
      return "a part between slashes is empty";
    }
    if (path.indexOf(':') >= 0) {
      return "it has two tags, or a port elsewhere than behind its registry";
    }
    return path.equals(path.toLowerCase(Locale.ROOT))
        ? "it does not have the form [registry/]repository[:tag][@digest]"
        : "a repository is lower-case letters and digits, parted by . _ - or /";
  }
}
