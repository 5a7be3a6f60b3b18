package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Removes things so that they are gone afterwards, whoever else removes them at the same time.
 *
 * @param api of the engine
 * @param isPodman whether the engine gives a running container time to stop before it removes it
 */
record Removal(Api api, boolean isPodman) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int TRIES = 5;

  /** The ids that a swarm gives. */
  private static final Pattern SWARMS = Pattern.compile("[0-9a-z]{25}");

  void remove(Kind kind, String id) {
    switch (kind) {
      case CONTAINER -> removeContainer(id);
      case NETWORK -> removeNetwork(id);
      case VOLUME -> delete("Removing volume " + id, forced("volumes", id));
      case IMAGE -> removeImage("Removing image " + id, imageId(id));
    }
  }

  /**
   * Docker keeps what a container runs, and removes all names of what none runs. Podman would
   * remove the containers too if it were told to do the same, and otherwise keeps what has several
   * names.
   */
  private void removeImage(String what, String id) {
    if (!isPodman) {
      delete(what, forced("images", id));
      return;
    }
    try {
      delete(what, Target.of("images", id));
    } catch (EngineException e) {
      if (!e.isConflict() || !said(e, "more than one tag") || isUsed(id)) {
        throw e;
      }
      delete(what, forced("images", id));
    }
  }

  /** Whether there is a container of an image, also one that does not run. */
  private boolean isUsed(String imageId) {
    ObjectNode filter = Json.object();
    filter.putArray("ancestor").add(imageId);
    Target containers =
        Target.of("containers", "json").query("all", "1").query("filters", Json.write(filter));
    return !api.get("Looking for containers of " + imageId, containers).isEmpty();
  }

  /** Podman takes an id without the kind of digest for a name, and a bad one. */
  private static String imageId(String id) {
    return id.matches("[0-9a-f]{64}") ? "sha256:" + id : id;
  }

  private static Target forced(String kind, String id) {
    return Target.of(kind, id).query("force", "1");
  }

  /** Does nothing if it is gone. */
  private void delete(String what, Target target) {
    try {
      api.delete(what, target);
    } catch (EngineException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  void removeContainer(String id) {
    if (isPodman) {
      kill(id);
    }
    String what = "Removing container " + id;
    try {
      delete(what, forced("containers", id).query("v", "1"));
    } catch (EngineException e) {
      if (!e.isConflict() || !said(e, "already in progress")) {
        throw e;
      }
      awaitGone(what, id, e);
    }
  }

  private void kill(String id) {
    try {
      api.post("Killing container " + id, Target.of("containers", id, "kill"));
    } catch (EngineException e) {
      if (e.isUnreachable()) {
        throw e;
      }
    }
  }

  private void awaitGone(String what, String id, EngineException inProgress) {
    Patience patience = Patience.of(LONGEST_WAIT);
    while (patience.lasts(what)) {
      try {
        api.get(what, Target.of("containers", id, "json"));
      } catch (EngineException e) {
        if (e.isNotFound()) {
          return;
        }
        throw e;
      }
    }
    throw inProgress;
  }

  /** Older engines forget to let go of what has ended; what runs keeps its network. */
  private void removeNetwork(String id) {
    String what = "Removing network " + id;
    Patience patience = Patience.of(LONGEST_WAIT);
    for (int tries = 1; ; tries++) {
      try {
        delete(what, Target.of("networks", isPodman ? nameOf(id) : id));
        awaitGoneFromSwarm(what, id, patience);
        return;
      } catch (EngineException e) {
        if (e.isNotFound()) {
          return;
        }
        boolean isUsed = said(e, "active endpoints") || said(e, "being used");
        boolean goesOn =
            said(e, "in use by task") // a swarm hears of an end a little later
                || (isUsed && tries < TRIES && releaseEnded(id));
        if (!goesOn || !patience.lasts(what)) {
          throw e;
        }
      }
    }
  }

  /** A swarm answers before its engines have let go of a network. */
  private void awaitGoneFromSwarm(String what, String id, Patience patience) {
    try {
      while (SWARMS.matcher(id).matches() && patience.lasts(what)) {
        api.get(what, Target.of("networks", id));
      }
    } catch (EngineException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  /** By its id Podman removes a network under those that run in it. */
  private String nameOf(String networkId) {
    JsonNode network = api.get("Looking at network " + networkId, Target.of("networks", networkId));
    return network.path("Name").asText(networkId);
  }

  /** Disconnects what does not run; returns whether nothing that runs is left. */
  private boolean releaseEnded(String networkId) {
    NetworkCalls networks = new NetworkCalls(api);
    JsonNode network = api.get("Looking at network " + networkId, Target.of("networks", networkId));
    boolean isFree = true;
    for (Map.Entry<String, JsonNode> endpoint : network.path("Containers").properties()) {
      if (runs(endpoint.getKey())) {
        isFree = false;
      } else {
        disconnect(networks, networkId, endpoint.getKey());
      }
    }
    return isFree;
  }

  private boolean runs(String containerId) {
    try {
      JsonNode json =
          api.get(
              "Looking at container " + containerId, Target.of("containers", containerId, "json"));
      return json.path("State").path("Running").asBoolean();
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private static void disconnect(NetworkCalls networks, String networkId, String containerId) {
    try {
      networks.disconnect(networkId, containerId);
    } catch (EngineException e) {
      if (e.isUnreachable()) {
        throw e;
      }
    }
  }

  private static boolean said(EngineException e, String words) {
    return String.valueOf(e.getMessage()).contains(words);
  }
}
