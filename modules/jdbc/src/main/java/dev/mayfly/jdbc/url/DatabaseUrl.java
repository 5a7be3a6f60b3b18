package dev.mayfly.jdbc.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.FileSource;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jdbc:mayfly:product:tag://any/database?name=value&…} asks for, or the same of R2DBC.
 * Equal URLs, whatever the order of their parameters, are one database.
 *
 * @param tag of the image, or empty for the module's usual one
 * @param database or empty for the server's usual one
 * @param scripts where the scripts are that fill it, in their order
 * @param own the parameters of ours, by name
 * @param options those of the driver, by name
 */
record DatabaseUrl(
    String product,
    String tag,
    String database,
    List<String> scripts,
    Map<String, String> own,
    Map<String, String> options) {

  static final String PREFIX = "jdbc:mayfly:";

  private static final Pattern FORM =
      Pattern.compile(
          PREFIX
              + "(?<product>[a-z0-9]+)(:(?<tag>[\\w.-]+))?://[^/?@]*(/(?<database>[^?]*))?"
              + "(\\?(?<parameters>.*))?");

  /** Parameters that say what is started; drivers are told the others. */
  static final Set<String> OURS = Set.of("image", "user", "password", "isolated", "scope");

  /**
   * Checks what was asked for.
   *
   * @throws IllegalArgumentException saying what in it is wrong
   */
  DatabaseUrl {
    requireOneOf(own, "scope", "jvm", "build");
    requireOneOf(own, "isolated", "true", "false");
    if (!tag.isEmpty() && own.containsKey("image")) {
      throw wrong("The URL has a tag and an image beside it, which has one of its own");
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what in it is wrong
   */
  static DatabaseUrl parse(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      throw wrong("The URL is not of the form jdbc:mayfly:PRODUCT:TAG:///DATABASE?NAME=VALUE");
    }
    List<String> scripts = new ArrayList<>();
    Map<String, String> own = new TreeMap<>();
    Map<String, String> options = new TreeMap<>();
    for (String parameter : text(parts.group("parameters")).split("&")) {
      if (!parameter.isEmpty()) {
        String[] pair = parameter.split("=", 2);
        String name = decoded(pair[0]);
        String value = pair.length == 1 ? "" : decoded(pair[1]);
        if (name.equals("init")) {
          scripts.add(value);
        } else {
          (OURS.contains(name) ? own : options).put(name, value);
        }
      }
    }
    return new DatabaseUrl(
        parts.group("product"),
        text(parts.group("tag")),
        decoded(text(parts.group("database"))),
        List.copyOf(scripts),
        own,
        options);
  }

  private static void requireOneOf(Map<String, String> own, String name, String one, String two) {
    String value = own.getOrDefault(name, one);
    if (!value.equals(one) && !value.equals(two)) {
      throw wrong(name + " is \"" + value + "\", and can be " + one + " or " + two);
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        what + ". try: jdbc:mayfly:postgresql:15:///orders?init=classpath:schema.sql");
  }

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("The URL has a % that begins no escape; it is written %25");
    }
  }

  /** Whether the database is one of its own in a server that others share. */
  boolean isIsolated() {
    return own.getOrDefault("isolated", "false").equals("true");
  }

  private boolean isOfBuild() {
    return own.getOrDefault("scope", "jvm").equals("build");
  }

  /** Which server it is: URLs of equal servers share one. */
  Server server() {
    return new Server(product, isOfBuild(), request());
  }

  /**
   * A server.
   *
   * @param isOfBuild whether all JVMs of the build share it
   */
  record Server(String product, boolean isOfBuild, SqlProduct.Request request) {}

  /** Of an isolated database, a server without the database. */
  private SqlProduct.Request request() {
    boolean shared = isIsolated();
    return new SqlProduct.Request(
        own.get("image"),
        orNull(tag),
        shared ? null : orNull(database),
        own.get("user"),
        own.get("password"),
        shared ? List.of() : files(),
        options);
  }

  private static @Nullable String orNull(String part) {
    return part.isEmpty() ? null : part;
  }

  /** The scripts: on the class path unless they say {@code file:}. */
  List<FileSource> files() {
    return scripts.stream().map(DatabaseUrl::file).toList();
  }

  private static FileSource file(String script) {
    return script.startsWith("file:")
        ? FileSource.path(Path.of(script.substring("file:".length())))
        : FileSource.resource(script.replaceFirst("^classpath:/?", ""));
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return PREFIX + product + (tag.isEmpty() ? "" : ":" + tag) + ":///" + database;
  }
}
