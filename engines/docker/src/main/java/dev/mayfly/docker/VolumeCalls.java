package dev.mayfly.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.engine.EngineException;
import java.util.Map;

/**
 * What is asked of volumes, their removal left out.
 *
 * @param api of the engine
 */
record VolumeCalls(Api api) {

  /** Podman refuses one of two that create the same volume at once, but not the next. */
  void create(String name, Map<String, String> labels) {
    ObjectNode body = Json.object().put("Name", name);
    body.set("Labels", Json.object(labels));
    try {
      post(name, body);
    } catch (EngineException e) {
      if (!e.isConflict()) {
        throw e;
      }
      post(name, body);
    }
  }

  private void post(String name, ObjectNode body) {
    api.post("Creating volume " + name, Target.of("volumes", "create"), body);
  }
}
