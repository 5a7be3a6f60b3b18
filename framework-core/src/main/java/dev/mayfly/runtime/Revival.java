package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Moment;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Brings a container that an earlier run left to where a new one would be, whatever has happened to
 * it since: its process runs, it is in its networks, it is ready, and has been reset. Used by one
 * thread, which has the container's turn.
 *
 * @param build the session that the container is of
 * @param key by which it is found there
 * @param names that it was given on the build's network, whoever asks for it now
 */
record Revival(BuildSession build, ContainerEngine engine, String key, List<String> names) {

  /** Those that containers join by name and not by an id. */
  private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

  /**
   * Returns when it is as new but for what it has stored.
   *
   * @throws dev.mayfly.MayflyException if it can't be; it is left as it is then
   */
  void of(StartedContainer container, Start start) {
    ContainerSpec spec = start.request().spec();
    ContainerState state = engine.inspectContainer(container.id());
    boolean wasStarted = hasToStart(state, spec);
    if (wasStarted) {
      startAgain(container, start);
    } else {
      wake(state);
    }
    boolean hasJoined = joinNetworks(container, start);
    if (hasJoined && (wasStarted || Hooks.any(spec, Moment.STARTED))) {
      container.forgotten();
      engine.stopContainer(container.id(), Duration.ZERO); // its process knows ports of before
      startAgain(container, start);
    } else if (!wasStarted) {
      build.launch().takeOver(container, start);
    }
    build.launch().reset(container, start);
  }

  private static boolean hasToStart(ContainerState state, ContainerSpec spec) {
    return state.status() == Status.EXITED && !spec.readiness().characteristics().expectsExit();
  }

  private void startAgain(StartedContainer container, Start start) {
    start.life().tell("started again");
    build.launch().revive(container, start);
  }

  /** A JVM that was killed may have left it paused. */
  private void wake(ContainerState state) {
    if (state.status() == Status.PAUSED) {
      engine.unpauseContainer(state.id());
    }
  }

  /** Lets it join what it is not in; tells whether there was anything. */
  private boolean joinNetworks(StartedContainer container, Start start) {
    ContainerState state = container.refresh();
    if (state.status() != Status.RUNNING) {
      return false; // it has done its work, and has no addresses any more
    }
    List<String> own = build.names().of(key, names);
    List<Endpoint> missing =
        build.endpoints(start.request(), own).stream()
            .filter(endpoint -> !BUILT_IN.contains(endpoint.networkId()))
            .filter(endpoint -> !state.addresses().containsKey(endpoint.networkId()))
            .toList();
    for (Endpoint endpoint : missing) {
      start.life().tell("joined its network again");
      Connection.make(engine, endpoint.networkId(), container.id(), endpoint.aliases());
    }
    return !missing.isEmpty();
  }
}
