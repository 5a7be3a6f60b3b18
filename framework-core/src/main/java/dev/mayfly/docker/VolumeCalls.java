package dev.mayfly.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What is asked of volumes, their removal left out.
 *
 * @param api of the engine
 */
record VolumeCalls(Api api) {

  void create(String name, Map<String, String> labels) {
    ObjectNode body = Json.object().put("Name", name);
    body.set("Labels", Json.object(labels));
    api.post("Creating volume " + name, Target.of("volumes", "create"), body);
  }
}
