package dev.mayfly.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses values that can't mean anything where they are given, by the option's name. For those who
 * write options of their own: handles, readiness.
 */
public final class Given {

  private Given() {}

  /**
   * The value, which is there.
   *
   * @param option how the user calls it
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T value(@Nullable T value, String option) {
    if (value == null) {
      throw new IllegalArgumentException(option + " is null.");
    }
    return value;
  }

  /** The values, each of which is there. */
  public static <T> List<T> values(T @Nullable [] values, String option) {
    List<T> all = new ArrayList<>();
    for (T one : value(values, option)) {
      all.add(value(one, option + "[" + all.size() + "]"));
    }
    return List.copyOf(all);
  }

  /** Texts that end up in a program's arguments. */
  public static List<String> texts(String @Nullable [] texts, String option) {
    List<String> all = values(texts, option);
    all.forEach(text -> text(text, option));
    return all;
  }

  /**
   * A text that a program can get: it ends with the first NUL, so it can hold none. The message
   * does not show it, since it may be a secret.
   */
  public static String text(@Nullable String text, String option) {
    return withoutNul(value(text, option), option);
  }

  private static String withoutNul(String text, String words) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(words + " holds a NUL; leave it out.");
    }
    return text;
  }

  /** A name or key: something to be read, on one line. */
  public static String name(@Nullable String name, String option) {
    String value = value(name, option);
    String given = withoutNul(value, option + " " + quoted(value));
    if (given.isBlank() || given.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          option
              + " "
              + quoted(given)
              + (given.isBlank()
                  ? " is empty; give it a name."
                  : " holds a line end or another control character; write it on one line."));
    }
    return given;
  }

  /** Several names. */
  public static List<String> names(String @Nullable [] names, String option) {
    List<String> all = values(names, option);
    all.forEach(name -> name(name, option));
    return all;
  }

  /** A path inside a container. */
  public static String path(@Nullable String path, String option) {
    String value = value(path, option);
    String given = withoutNul(value, option + " " + quoted(value));
    if (!given.startsWith("/")) {
      throw new IllegalArgumentException(
          quoted(given)
              + " is not an absolute path inside the container; begin it with a slash, such as"
              + " \"/data\".");
    }
    return given;
  }

  /** A port's number. */
  public static int port(int number) {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("Port " + number + " is not between 1 and 65535.");
    }
    return number;
  }

  /** A size in bytes; 0 for the engine's own. */
  public static long size(long bytes, String option) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          option + " can't be negative: " + bytes + ". Give bytes, such as 64L << 20 for 64 MiB.");
    }
    return bytes;
  }

  /** What there is of variables and labels, and one more. */
  public static Map<String, String> with(
      Map<String, String> known, @Nullable String name, @Nullable String value, String option) {
    Map<String, String> more = new TreeMap<>(known);
    String key = name(name, option + "'s name");
    more.put(key, text(value, option + " " + quoted(key)));
    return more;
  }

  /** A variable's name, which ends with the first equals sign. */
  public static String variable(@Nullable String name, String option) {
    String given = name(name, option + "'s name");
    if (given.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          quoted(given)
              + " is no environment variable's name: it ends before the \"=\". Write "
              + option
              + "(\"NAME\", \"value\").");
    }
    return given;
  }

  /** A name that an address is to be known by; what follows a colon is taken for the address. */
  public static String host(@Nullable String name, String option) {
    String given = name(name, option);
    if (given.indexOf(':') >= 0 || given.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          option + " " + quoted(given) + " is no host's name; write it without blanks and colons.");
    }
    return given;
  }

  /** As it can be shown on one line. */
  public static String quoted(String text) {
    String begin = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return '"' + Printable.line(begin) + '"';
  }
}
