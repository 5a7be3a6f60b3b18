package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts our URLs and driver into settings, {@code .properties} and YAML, line by line. */
final class SettingsMover {

  /** Indent, the key up to its last part, that part, what is between, and the value. */
  private static final Pattern LINE =
      Pattern.compile("(\\s*)((?:[\\w\\[\\]-]+\\.)*)([\\w-]+)(\\s*[:=]\\s*)(.*?)\\s*");

  private static final String SIGN = "# mayfly: ";

  private final String path;
  private final LongValues values;
  private final UnaryOperator<TheirUrl> decision;
  private final BooleanSupplier movesDriver;

  /**
   * For a file.
   *
   * @param decision what is made of each URL
   * @param movesDriver asked where the driver is named
   */
  SettingsMover(String path, UnaryOperator<TheirUrl> decision, BooleanSupplier movesDriver) {
    this.path = path;
    this.values = new LongValues(path);
    this.decision = decision;
    this.movesDriver = movesDriver;
  }

  static boolean isFor(String path) {
    return path.matches(".*\\.(properties|ya?ml)");
  }

  /** The text with ours, and remarks where a URL stays or something is otherwise. */
  String moved(String text) {
    List<String> before = List.of(text.split("\n", -1));
    List<String> keys = SettingKeys.of(path, before);
    List<String> after = new ArrayList<>();
    Map<Integer, Set<String>> remarks = new TreeMap<>();
    Set<String> said = new HashSet<>();
    for (int i = 0; i < before.size(); i++) {
      String line = before.get(i);
      if (line.contains(TheirUrl.DRIVER) && movesDriver.getAsBoolean()) {
        line = line.replace(TheirUrl.DRIVER, TheirUrl.OUR_DRIVER);
      }
      for (FoundUrl found : FoundUrl.in(isRemark(line) ? "" : line)) {
        TheirUrl url = decision.apply(read(found, before, i, keys.get(i)));
        line = url.isMovable() ? line.replace(found.text(), url.ours()) : line;
        remarks
            .computeIfAbsent(values.start(before, i), unused -> new LinkedHashSet<>())
            .addAll(
                url.comments().stream().filter(one -> !url.isMovable() || said.add(one)).toList());
      }
      after.add(line);
    }
    return String.join("\n", with(remarks, after));
  }

  /** The lines with the remarks, each before the line that its setting begins in. */
  private static List<String> with(Map<Integer, Set<String>> remarks, List<String> lines) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean isSaid = i > 0 && lines.get(i - 1).strip().startsWith(SIGN);
      if (!isSaid) {
        remarks.getOrDefault(i, Set.of()).forEach(one -> all.add(indent(line) + SIGN + one));
      }
      all.add(line);
    }
    return all;
  }

  private static boolean isRemark(String line) {
    return line.strip().startsWith("#");
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /**
   * Testcontainers passes a user over that is set beside the URL; here the server is asked for him,
   * so it has to make him.
   */
  private TheirUrl read(FoundUrl url, List<String> lines, int at, String key) {
    String prefix = SettingKeys.prefix(key);
    List<String> more = new ArrayList<>();
    Set<String> elsewhere = new LinkedHashSet<>();
    for (String name : List.of("user", "password")) {
      Optional<String> value = beside(lines, at, name.equals("user") ? "user(name)?" : name);
      if (value.isPresent() && !value.get().matches("[\\w.-]+")) {
        return TheirUrl.refused("the " + name + " beside it is no plain word");
      }
      boolean isGiven = url.text().contains(name + "=");
      value.filter(one -> !isGiven).ifPresent(one -> more.add(name + "=" + one));
      if (value.isEmpty() && !isGiven && !prefix.isEmpty()) {
        elsewhere.add(Users.key(prefix, name));
      }
    }
    return TheirUrl.of(url, more, new UrlPlace(Users.normal(prefix), elsewhere));
  }

  private Optional<String> beside(List<String> lines, int at, String name) {
    Matcher url = LINE.matcher(lines.get(at));
    if (!url.matches()) {
      return Optional.empty();
    }
    int first = at;
    int last = at;
    if (!path.endsWith(".properties")) {
      int indent = url.group(1).length();
      while (first > 0 && isOfBlock(lines.get(first - 1), indent)) {
        first--;
      }
      while (last < lines.size() - 1 && isOfBlock(lines.get(last + 1), indent)) {
        last++;
      }
    } else {
      first = 0;
      last = lines.size() - 1;
    }
    return lines.subList(first, last + 1).stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(url.group(1)) && line.group(2).equals(url.group(2)))
        .filter(line -> line.group(3).matches(name))
        .map(line -> line.group(5).replaceAll("^([\"'])(.*)\\1$", "$2"))
        .findFirst();
  }

  private static boolean isOfBlock(String line, int indent) {
    return line.isBlank() || indent(line).length() >= indent;
  }
}
