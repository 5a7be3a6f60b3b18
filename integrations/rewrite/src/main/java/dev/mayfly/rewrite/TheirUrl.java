package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A URL by which Testcontainers starts a database, and ours for it.
 *
 * @param ours empty if there is none
 * @param reason why there is none
 * @param remarks what is otherwise with ours
 * @param place where it stands
 */
record TheirUrl(String ours, String reason, List<String> remarks, UrlPlace place) {

  static final String DRIVER = "org.testcontainers.jdbc.ContainerDatabaseDriver";
  static final String OUR_DRIVER = "dev.mayfly.jdbc.url.MayflyDriver";

  private static final Pattern FORM =
      Pattern.compile(
          "(jdbc|r2dbc):tc:(\\w+)(:[^:/?]+)?://([^/?]*)(/[^/?]*)?(?:\\?(.*))?", Pattern.DOTALL);
  private static final Set<String> KNOWN = Set.of("postgresql", "mysql", "mariadb");
  private static final String SCRIPT = "TC_INITSCRIPT=";
  private static final String TAG = "TC_IMAGE_TAG=";
  private static final String DAEMON = "TC_DAEMON=true";
  private static final String ENDED =
      "without TC_DAEMON=true Testcontainers ended the database with its last connection; Mayfly's stays as"
          + " long as the JVM, with its data";

  /**
   * Reads a URL.
   *
   * @param more parameters that ours has beside its own
   */
  static TheirUrl of(FoundUrl found, List<String> more, UrlPlace place) {
    if (!found.reason().isEmpty()) {
      return refused(found.reason());
    }
    Matcher url = FORM.matcher(found.text());
    if (!url.matches()) {
      return refused("its form is not known");
    }
    List<String> given = url.group(6) == null ? List.of() : List.of(url.group(6).split("&"));
    String tag =
        given.stream()
            .filter(one -> one.startsWith(TAG))
            .map(one -> ":" + one.substring(TAG.length()))
            .findFirst()
            .orElse(url.group(3));
    List<String> reasons = given.stream().flatMap(TheirUrl::reasons).toList();
    if (!KNOWN.contains(url.group(2))) {
      return refused("Mayfly's URLs know postgresql, mysql and mariadb, not " + url.group(2));
    }
    if (tag == null) {
      return refused("it names no version, and the usual one is another here: postgresql:15");
    }
    if (!reasons.isEmpty()) {
      return refused(reasons.get(0));
    }
    List<String> parameters =
        new ArrayList<>(given.stream().flatMap(TheirUrl::parameters).toList());
    parameters.addAll(more);
    String ours =
        "%s:mayfly:%s%s://%s%s%s"
            .formatted(
                url.group(1),
                url.group(2),
                tag,
                url.group(4),
                url.group(5) == null ? "" : url.group(5),
                parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    boolean ended = url.group(1).equals("jdbc") && !given.contains(DAEMON);
    return new TheirUrl(ours, "", ended ? List.of(ENDED) : List.of(), place);
  }

  static TheirUrl refused(String reason) {
    return new TheirUrl("", reason, List.of(), UrlPlace.UNKNOWN);
  }

  /** The same with one more thing that is otherwise. */
  TheirUrl remarking(String remark) {
    List<String> all = new ArrayList<>(remarks);
    all.add(remark);
    return new TheirUrl(ours, reason, all, place);
  }

  /** What a comment before it says, if it stays or something is otherwise. */
  List<String> comments() {
    return isMovable() ? remarks : List.of("this URL stays one of Testcontainers: " + reason);
  }

  boolean isMovable() {
    return reason.isEmpty();
  }

  private static Stream<String> reasons(String parameter) {
    if (parameter.equals("TC_REUSABLE=true")) {
      return Stream.of("TC_REUSABLE=true has no twin; scope=build shares a server in a build");
    }
    boolean isKnown =
        !parameter.startsWith("TC_")
            || parameter.startsWith(SCRIPT)
            || parameter.startsWith(TAG)
            || parameter.startsWith("TC_DAEMON=")
            || parameter.equals("TC_REUSABLE=false");
    return isKnown ? Stream.empty() : Stream.of(parameter.replaceFirst("=.*", "") + " has no twin");
  }

  /** A container lives as long as the JVM here, with or without TC_DAEMON. */
  private static Stream<String> parameters(String parameter) {
    if (!parameter.startsWith(SCRIPT)) {
      return parameter.startsWith("TC_") ? Stream.empty() : Stream.of(parameter);
    }
    String script = parameter.substring(SCRIPT.length());
    boolean isPlace = script.startsWith("file:") || script.startsWith("classpath:");
    return Stream.of("init=" + (isPlace ? script : "classpath:" + script.replaceFirst("^/", "")));
  }
}
