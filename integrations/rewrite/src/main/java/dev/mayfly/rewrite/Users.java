package dev.mayfly.rewrite;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a project sets users of databases and their passwords. Testcontainers passes over them,
 * Mayfly's server is asked for them. Not thread-safe.
 */
final class Users {

  private static final Pattern KEY =
      Pattern.compile("([\\w\\[\\]-]+(?:\\.[\\w\\[\\]-]+)*)\\.(user(?:-?name)?|password)");
  private static final Pattern SETTING = Pattern.compile("\\s*([\\w.\\[\\]-]+)\\s*(?:[=:].*)?");

  private static final Pattern ANY = Pattern.compile("[uU]ser|[pP]assword|getConnection");

  private static final Pattern POOL = Pattern.compile("\\.(hikari|tomcat|dbcp2)$");

  private final Map<String, String> places = new HashMap<>();

  /** The name of those that a setting beside another one has. */
  static String key(String prefix, String name) {
    String kind = name.startsWith("user") ? "user" : name;
    return normal(prefix) + "." + kind;
  }

  /** The name of those of a source, whose URLs have no setting. */
  static String inSource(String path) {
    return "source " + path;
  }

  /** The name of those that are given with a variable's URL. */
  static String ofVariable(String key) {
    return "variable " + key;
  }

  /** A prefix as Spring Boot compares it, without a pool's, whose settings come over the others. */
  static String normal(String prefix) {
    return POOL.matcher(prefix.replaceAll("[-_]", "").toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  /** Whether it is worth to look at a source. */
  static boolean mayBeIn(String text) {
    return ANY.matcher(text).find();
  }

  void set(String name, String path) {
    places.putIfAbsent(name, path);
  }

  /** Takes a setting in, if it is of a user. */
  void look(String key, String path) {
    Matcher user = KEY.matcher(key);
    if (user.matches()) {
      set(key(user.group(1), user.group(2)), path);
    }
  }

  /** Takes in what a string sets, in each of its lines. */
  void lookAtString(String text, String path) {
    text.lines()
        .map(SETTING::matcher)
        .filter(Matcher::matches)
        .forEach(setting -> look(setting.group(1), path));
  }

  /** Why a URL stays that these users go with, if there are any. */
  Optional<String> reason(UrlPlace place) {
    return place.users().stream()
        .filter(places::containsKey)
        .sorted()
        .findFirst()
        .map(
            one ->
                (one.endsWith(".password")
                        ? "a password is set for it in "
                        : "a user is set for it in ")
                    + places.get(one)
                    + ", and Mayfly's server has him if the URL names him");
  }
}
