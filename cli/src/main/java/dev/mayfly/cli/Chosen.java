package dev.mayfly.cli;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user can mean by a name on the command line.
 *
 * @param containers by their engine's id or its beginning, their name, or their test
 * @param sessions by their ids or the beginning of one
 */
record Chosen(List<EngineResource> containers, List<KnownSession> sessions) {

  /** Of all but the first of its name in a session. */
  private static final Pattern NUMBER = Pattern.compile("-\\d+$");

  /** Names that are whole come before those that are begun, and containers before sessions. */
  static Chosen by(String name, List<KnownSession> known) {
    List<EngineResource> all = known.stream().flatMap(Chosen::containersOf).toList();
    List<EngineResource> called = all.stream().filter(one -> isCalled(one, name)).toList();
    if (!called.isEmpty() || name.isBlank()) {
      return new Chosen(called, List.of());
    }
    return new Chosen(
        all.stream().filter(one -> one.id().startsWith(name)).toList(),
        known.stream().filter(session -> session.id().startsWith(name)).toList());
  }

  private static Stream<EngineResource> containersOf(KnownSession session) {
    return session.resources().stream()
        .filter(one -> one.kind() == Kind.CONTAINER && !SessionInventory.isReaper(one));
  }

  private static boolean isCalled(EngineResource container, String name) {
    return !name.isBlank()
        && (container.name().equals(name)
            || NUMBER.matcher(container.name()).replaceFirst("").endsWith("-" + name)
            || container.name().endsWith("-" + name)
            || SessionInventory.place(container).equals(name));
  }

  boolean isOne() {
    return containers.size() + sessions.size() == 1;
  }

  /** Why it is not one thing. */
  String notOne(String name) {
    List<String> all =
        Stream.concat(
                containers.stream().map(EngineResource::name),
                sessions.stream().map(session -> "session " + session.id()))
            .toList();
    return all.isEmpty()
        ? "Nothing is called \"" + name + "\"; mayfly ps shows what there is."
        : "\"" + name + "\" may be any of " + String.join(", ", all) + ".";
  }
}
