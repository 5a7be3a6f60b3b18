package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private network of a session, which is made once a container can find another on it.
 *
 * <p>Making and removing a network takes an engine about as long as starting a container, and each
 * container that joins it costs name service of its own. So containers run on the engine's default
 * network as long as there is none that another could ask for by name, and join the session's when
 * that changes. Thread-safe: each waiting container is connected by one thread, for which others
 * wait.
 */
final class SessionNetwork {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final ContainerEngine engine;
  private final Supplier<String> creation;
  private final Map<String, List<String>> waiting = new ConcurrentHashMap<>();
  private final Memoizer<String, String> joined = new Memoizer<>();
  private volatile @Nullable String id;
  private int onDefault;
  private int named;

  /**
   * A network that does not exist yet.
   *
   * @param creation makes the network, or says its id if it was made before
   */
  SessionNetwork(ContainerEngine engine, Supplier<String> creation) {
    this.engine = engine;
    this.creation = creation;
  }

  /**
   * What a new container joins: nothing as long as there is none to be found, or none to find it.
   *
   * @param aliases none for a container that nobody looks up
   */
  List<Endpoint> endpoints(List<String> aliases) {
    return claim(!aliases.isEmpty()) ? List.of() : List.of(new Endpoint(id(), aliases));
  }

  /** The same for one that is found in another way by all that are there. */
  List<Endpoint> endpointsOfCompanion(List<String> aliases) {
    return add(!aliases.isEmpty()) ? List.of() : List.of(new Endpoint(id(), aliases));
  }

  private synchronized boolean claim(boolean hasName) {
    boolean isOfUse = onDefault > 0 && (hasName || named > 0);
    return add(hasName) && !isOfUse;
  }

  /** Returns whether there is no network yet, and need not be. */
  private synchronized boolean add(boolean hasName) {
    onDefault++;
    named += hasName ? 1 : 0;
    return id == null && engine.connectsRunning();
  }

  /**
   * The engine's id of the network, which exists afterwards and which all containers have joined.
   */
  String id() {
    String made = creation.get();
    id = made;
    connectWaiting(made);
    return made;
  }

  /** The engine's id of the network, if there was need of it. */
  Optional<String> ifMade() {
    return Optional.ofNullable(id);
  }

  /** A container was created on the default network. */
  void created(String containerId, List<String> aliases) {
    waiting.put(containerId, aliases);
    String made = id;
    if (made != null) {
      connect(made, containerId);
    }
  }

  /** One that can't join now is no fault of who comes next, which tries again. */
  private void connectWaiting(String network) {
    for (String container : List.copyOf(waiting.keySet())) {
      try {
        connect(network, container);
      } catch (MayflyException e) {
        tryAgain(network, container);
      }
    }
  }

  private void tryAgain(String network, String container) {
    try {
      connect(network, container);
    } catch (MayflyException e) {
      LOG.warn(
          "Container {} {} could not join the session's network, so others don't find it there yet:"
              + " {}",
          container,
          waiting.getOrDefault(container, List.of()),
          e.getMessage());
    }
  }

  /** Returns when it has joined, whoever lets it. */
  private void connect(String network, String container) {
    List<String> aliases = waiting.get(container);
    if (aliases != null) {
      joined.get(container, () -> join(network, container, aliases));
      waiting.remove(container);
    }
  }

  private String join(String network, String container, List<String> aliases) {
    try {
      Connection.make(engine, network, container, aliases);
    } catch (EngineException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    return network;
  }

  /**
   * A container is gone; if it was alone, the next one is alone again.
   *
   * @return whether it was alone, and so never joined the network
   */
  synchronized boolean left(String containerId) {
    List<String> aliases = waiting.remove(containerId);
    if (aliases == null) {
      return false;
    }
    onDefault--;
    named -= aliases.isEmpty() ? 0 : 1;
    return true;
  }
}
