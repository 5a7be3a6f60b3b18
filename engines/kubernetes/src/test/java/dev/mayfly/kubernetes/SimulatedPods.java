package dev.mayfly.kubernetes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What is made of pods in a {@link SimulatedCluster}. */
final class SimulatedPods {

  private static final int NODES = 50;

  private SimulatedPods() {}

  /** One that has nothing to do with tests. */
  static JsonObject ofOthers(int i) {
    return new JsonObject()
        .put(
            "metadata",
            new JsonObject()
                .put("name", "other-" + i)
                .put("labels", new JsonObject().put("app", "other")))
        .put(
            "spec",
            new JsonObject()
                .put("containers", new JsonArray().add(new JsonObject().put("name", "main"))));
  }

  /** That of a Job. */
  static JsonObject of(JsonObject job) {
    JsonObject template = job.getJsonObject("spec").getJsonObject("template").copy();
    JsonObject metadata = job.getJsonObject("metadata");
    template
        .getJsonObject("metadata")
        .put("name", metadata.getString("name") + "-pod")
        .put(
            "ownerReferences",
            new JsonArray().add(new JsonObject().put("uid", metadata.getString("uid"))))
        .getJsonObject("labels")
        .put("job-name", metadata.getString("name"));
    return template;
  }

  /** What its node says of it when it has come to a step. */
  static JsonObject at(String step, int number) {
    JsonObject state =
        step.equals("running")
            ? new JsonObject()
                .put("running", new JsonObject().put("startedAt", "2026-01-01T00:00:00Z"))
            : new JsonObject().put("waiting", new JsonObject().put("reason", "ContainerCreating"));
    JsonObject status =
        new JsonObject()
            .put("phase", step.equals("running") ? "Running" : "Pending")
            .put("podIP", "10.244." + number / 250 + "." + number % 250);
    if (!step.equals("scheduled")) {
      status.put(
          "containerStatuses",
          new JsonArray()
              .add(new JsonObject().put("name", "main").put("imageID", "").put("state", state)));
    }
    return new JsonObject()
        .put("status", status)
        .put("spec", new JsonObject().put("nodeName", "node-" + number % NODES));
  }
}
