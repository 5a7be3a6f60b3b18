package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import java.util.List;

/** Lets containers join networks wholly or not at all, so that it can be tried again. */
final class Connection {

  private Connection() {}

  /**
   * Lets a container join a network. Where it is not known whether the engine did it, it is undone.
   *
   * @throws EngineException if it did not join
   */
  static void make(ContainerEngine engine, String network, String container, List<String> aliases) {
    try {
      engine.connect(network, container, aliases);
    } catch (EngineException e) {
      if (e.isUnreachable()) {
        Uninterrupted.run(() -> undo(engine, network, container, e));
      }
      throw e;
    }
  }

  private static void undo(
      ContainerEngine engine, String network, String container, EngineException failure) {
    try {
      engine.disconnect(network, container);
    } catch (EngineException notJoined) {
      failure.addSuppressed(notJoined);
    }
  }
}
