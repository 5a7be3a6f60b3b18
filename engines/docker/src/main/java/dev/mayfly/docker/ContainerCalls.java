package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ContainerStats;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What is asked of a container as a whole.
 *
 * @param api of the engine
 * @param networks by which their ids are known
 * @param cgroups which say whether it can be paused
 * @param routes to their ports
 * @param clock by which the engine notes starts
 */
record ContainerCalls(
    Api api, NetworkCalls networks, Cgroups cgroups, Routes routes, EngineClock clock) {

  /** <a href="https://docs.docker.com/reference/dockerfile/#healthcheck">The default.</a> */
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

  void start(String id) {
    post("Starting", id, target(id, "start"));
  }

  ContainerState inspect(String id) {
    String what = "Looking at container " + id;
    try {
      byte[] text = api.getBytes(what, target(id, "json"));
      return StateJson.read(text, routes, clock, networks::idOf);
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  /** A call of Podman's own; it waits for the command's end, for which Podman has a time limit. */
  void runHealthcheck(String id) {
    api.getSlowly(
        "Checking the health of container " + id,
        Target.of("libpod", "containers", id, "healthcheck"));
  }

  /** How often the HEALTHCHECK is to be run. */
  Duration healthcheckInterval(String id) {
    JsonNode container = api.get("Looking at container " + id, target(id, "json"));
    long nanos = container.path("Config").path("Healthcheck").path("Interval").asLong();
    return nanos > 0 ? Duration.ofNanos(nanos) : USUAL_INTERVAL;
  }

  void stop(String id, Duration grace) {
    long seconds = (grace.toMillis() + 999) / 1000;
    Target target = target(id, "stop").query("t", Long.toString(seconds));
    api.postAfter("Stopping container " + id, target, grace);
  }

  void kill(String id, String signal) {
    post("Killing", id, target(id, "kill").query("signal", signal));
  }

  void pause(String id) {
    post("Pausing", id, target(id, "pause"));
  }

  void unpause(String id) {
    post("Unpausing", id, target(id, "unpause"));
  }

  private void post(String doing, String id, Target target) {
    api.post(doing + " container " + id, target);
  }

  private static Target target(String id, String action) {
    return Target.of("containers", id, action);
  }

  /** Podman refuses to pause where it can't; a container that is not paused can be copied too. */
  String commit(String id, ImageName name, Map<String, String> labels) {
    try {
      return commit(id, name, labels, "1");
    } catch (EngineException e) {
      if (e.isNotFound() || e.isUnreachable() || cgroups.canPause()) {
        throw e;
      }
      return commit(id, name, labels, "0");
    }
  }

  private String commit(String id, ImageName name, Map<String, String> labels, String pause) {
    Target target =
        ImageCalls.named(Target.of("commit").query("container", id), name).query("pause", pause);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      target = target.query("changes", Instructions.label(label.getKey(), label.getValue()));
    }
    JsonNode image =
        api.postSlowly("Making image " + name + " of container " + id, target, Json.object());
    return ImageJson.id(image.path("Id").asText());
  }

  ContainerStats stats(String id) {
    Target target = target(id, "stats").query("stream", "0").query("one-shot", "1");
    JsonNode json = api.get("Asking for the statistics of container " + id, target);
    JsonNode memory = json.path("memory_stats");
    JsonNode details = memory.path("stats");
    long cache = details.path("total_inactive_file").asLong(details.path("inactive_file").asLong());
    long received = 0;
    long sent = 0;
    for (JsonNode network : json.path("networks")) {
      received += network.path("rx_bytes").asLong();
      sent += network.path("tx_bytes").asLong();
    }
    return new ContainerStats(
        json.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(),
        Math.max(0, memory.path("usage").asLong() - cache),
        memory.path("limit").asLong(),
        json.path("pids_stats").path("current").asLong(),
        received,
        sent);
  }
}
