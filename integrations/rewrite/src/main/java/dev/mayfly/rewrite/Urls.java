package dev.mayfly.rewrite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Looks at a source, in whose literals they are. */
  void look(J.CompilationUnit unit, String text) {
    if (mentions(text)) {
      String path = unit.getSourcePath().toString();
      new LiteralMover(
              url -> {
                seen(path, url);
                return url;
              },
              () -> {
                drivers.add(path);
                return false;
              })
          .visit(unit, new InMemoryExecutionContext());
    }
  }

  /** Looks at another file. */
  void look(String path, String text) {
    if (!mentions(text)) {
      return;
    }
    if (!SettingsMover.isFor(path)) {
      if (!TheirUrl.in(text).isEmpty()) {
        seen(path, TheirUrl.refused("it is in a file that is not moved"));
      }
      return;
    }
    new SettingsMover(
            path,
            url -> {
              seen(path, url);
              return url;
            },
            () -> {
              drivers.add(path);
              return false;
            })
        .moved(text);
  }

  private static boolean mentions(String text) {
    return text.contains("dbc:tc:") || text.contains(TheirUrl.DRIVER);
  }

  private void seen(String path, TheirUrl url) {
    urls.computeIfAbsent(path, unused -> new LinkedHashSet<>()).add(url);
  }

  /** What is made of a URL. */
  private TheirUrl decided(TheirUrl url) {
    return url.isMovable() && !drivers.isEmpty() && !areAllMovable() ? HELD_BACK : url;
  }

  private boolean areAllMovable() {
    return urls.values().stream().flatMap(Set::stream).allMatch(TheirUrl::isMovable);
  }

  /** Whether the name of the driver becomes that of ours. */
  private boolean movesDriver() {
    return !urls.isEmpty() && areAllMovable();
  }

  /** The files of which some are left as they are. */
  List<String> staying() {
    return urls.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(url -> !decided(url).isMovable()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The files that have some of ours afterwards. */
  List<String> moved() {
    return urls.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(url -> decided(url).isMovable()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The source with ours. */
  J.CompilationUnit moved(J.CompilationUnit unit) {
    String path = unit.getSourcePath().toString();
    return urls.containsKey(path) || drivers.contains(path)
        ? (J.CompilationUnit)
            new LiteralMover(this::decided, this::movesDriver)
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
