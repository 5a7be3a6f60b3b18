package dev.mayfly.rewrite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.java.tree.J;

/**
 * All URLs of a run by which Testcontainers starts databases. Each is moved for itself; but where
 * its driver is named somewhere, all are moved or none is, since a driver takes its own alone. Not
 * thread-safe.
 */
final class Urls {

  private static final TheirUrl HELD_BACK =
      TheirUrl.refused("another URL stays, and the driver that is named takes only one kind");

  private final Map<String, Set<TheirUrl>> urls = new LinkedHashMap<>();
  private final Set<String> drivers = new LinkedHashSet<>();
  private final Set<String> fixedDrivers = new TreeSet<>();
  private final Users users = new Users();
  private final Slices slices = new Slices();

  /** Looks at a source, in whose literals they are. */
  void look(J.CompilationUnit unit, String text) {
    String path = unit.getSourcePath().toString();
    slices.look(text);
    if (Users.mayBeIn(text)) {
      new UserCalls(path).visit(unit, users);
    }
    if (DriverNames.isIn(text)) {
      new DriverNames(path).visit(unit, fixedDrivers);
    }
    if (mentions(text)) {
      new LiteralMover(path, url -> seen(path, url), () -> seenDriver(path))
          .visit(unit, new InMemoryExecutionContext());
    }
  }

  /** Looks at another file. */
  void look(String path, String text) {
    slices.look(text);
    if (SettingsMover.isFor(path)) {
      lookAtSettings(path, text);
      return;
    }
    if (DriverNames.isIn(text)) {
      fixedDrivers.add(path);
    }
    if (FoundUrl.isIn(text)) {
      seen(path, TheirUrl.refused("it is in a file that is not moved"));
    }
  }

  private void lookAtSettings(String path, String text) {
    for (String key : SettingKeys.of(path, List.of(text.split("\n", -1)))) {
      users.look(key, path);
      slices.lookAtKey(key);
    }
    if (DriverNames.isPartlyIn(text)) {
      fixedDrivers.add(path);
    }
    if (mentions(text)) {
      new SettingsMover(path, url -> seen(path, url), () -> seenDriver(path)).moved(text);
    }
  }

  private static boolean mentions(String text) {
    return FoundUrl.isIn(text) || text.contains(TheirUrl.DRIVER);
  }

  private TheirUrl seen(String path, TheirUrl url) {
    urls.computeIfAbsent(path, unused -> new LinkedHashSet<>()).add(url);
    return url;
  }

  private boolean seenDriver(String path) {
    drivers.add(path);
    return false;
  }

  /** What is made of a URL. */
  private TheirUrl decided(TheirUrl url) {
    TheirUrl alone = alone(url);
    if (alone.isMovable() && !drivers.isEmpty() && !areAllMovable()) {
      return HELD_BACK;
    }
    return alone.isMovable() && alone.place().isOfSpring() && slices.replace()
        ? alone.remarking(Slices.REMARK)
        : alone;
  }

  /** What would be made of it if there were no others. */
  private TheirUrl alone(TheirUrl url) {
    if (!url.isMovable()) {
      return url;
    }
    return fixedDrivers.isEmpty()
        ? users.reason(url.place()).map(TheirUrl::refused).orElse(url)
        : TheirUrl.refused(
            "its driver is named in "
                + fixedDrivers.iterator().next()
                + ", where the name can't be moved");
  }

  private boolean areAllMovable() {
    return urls.values().stream().flatMap(Set::stream).allMatch(url -> alone(url).isMovable());
  }

  /** Whether the name of the driver becomes that of ours. */
  private boolean movesDriver() {
    return !urls.isEmpty() && fixedDrivers.isEmpty() && areAllMovable();
  }

  /** The files of which some are left as they are. */
  List<String> staying() {
    return Stream.concat(files(url -> !decided(url).isMovable()), fixedDrivers.stream())
        .distinct()
        .toList();
  }

  /** The files that have some of ours afterwards. */
  List<String> moved() {
    return files(url -> decided(url).isMovable()).toList();
  }

  private Stream<String> files(Predicate<TheirUrl> which) {
    return urls.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(which))
        .map(Map.Entry::getKey);
  }

  /** The source with ours. */
  J.CompilationUnit moved(J.CompilationUnit unit) {
    String path = unit.getSourcePath().toString();
    return urls.containsKey(path) || drivers.contains(path)
        ? (J.CompilationUnit)
            new LiteralMover(path, this::decided, this::movesDriver)
                .visitNonNull(unit, new InMemoryExecutionContext())
        : unit;
  }

  /** The text of settings with ours. */
  String moved(String path, String text) {
    return urls.containsKey(path) || drivers.contains(path)
        ? new SettingsMover(path, this::decided, this::movesDriver).moved(text)
        : text;
  }
}
