package dev.mayfly.runtime;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;

/** Starts containers of our own programs, which this JVM is attached to from their first moment. */
final class AttachedStart {

  private AttachedStart() {}

  /** Starts one, with its lifeline in place; one that can't be started is removed. */
  static AttachedStreams of(ContainerEngine engine, String id) {
    AttachedStreams streams = null;
    try {
      streams = engine.attach(id);
      engine.startContainer(id);
      return streams;
    } catch (EngineException e) {
      if (streams != null) {
        streams.close();
      }
      engine.remove(Kind.CONTAINER, id);
      throw e;
    }
  }
}
