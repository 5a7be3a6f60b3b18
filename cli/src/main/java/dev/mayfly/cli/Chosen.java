package dev.mayfly.cli;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a user means by a name on the command line. */
final class Chosen {

  private Chosen() {}

  /** Containers by their engine's id or name, their name in the session, or their test. */
  static List<EngineResource> containers(List<KnownSession> sessions, String name) {
    if (name.isBlank()) {
      return List.of();
    }
    List<EngineResource> all = sessions.stream().flatMap(Chosen::containers).toList();
    List<EngineResource> exact = all.stream().filter(one -> isCalled(one, name)).toList();
    return exact.isEmpty() ? all.stream().filter(one -> one.id().startsWith(name)).toList() : exact;
  }

  private static Stream<EngineResource> containers(KnownSession session) {
    return session.resources().stream()
        .filter(one -> one.kind() == Kind.CONTAINER && !SessionInventory.isReaper(one));
  }

  private static boolean isCalled(EngineResource container, String name) {
    return container.name().equals(name)
        || container.name().endsWith("-" + name)
        || SessionInventory.place(container).equals(name);
  }

  /** Sessions by their ids, or the beginning of one. */
  static List<KnownSession> sessions(List<KnownSession> sessions, String name) {
    return sessions.stream().filter(session -> session.id().startsWith(name)).toList();
  }
}
