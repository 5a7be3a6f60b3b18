package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.RelayRequest;
import dev.mayfly.forward.HostRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays of a session, by which its containers reach ports of this JVM's machine: one for each
 * network, started for the first container there that wants it. Thread-safe; a relay is started by
 * one thread, for which others wait.
 */
final class HostRelays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");
  private static final String PLACE = "relay to ports of the tests' machine";

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final Executor executor;
  private final Memoizer<String, HostAccess> ways = new Memoizer<>();
  private final Map<String, HostRelay> open = new ConcurrentHashMap<>();

  HostRelays(ContainerEngine engine, Session session, Cleanup cleanup, Executor executor) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.executor = executor;
  }

  /**
   * The way of a container that is about to be created; the ports that its description names are
   * open then.
   *
   * @param joined the networks that it will be in; the first one counts
   * @throws MayflyException if there is none
   */
  HostAccess of(ContainerSpec spec, List<Endpoint> joined) {
    if (!spec.reachesHost()) {
      return HostAccess.NONE;
    }
    String network = joined.isEmpty() ? "" : joined.get(0).networkId();
    HostAccess access = ways.get(network, () -> begin(network));
    if (access.isLost()) {
      ways.forget(network, access);
      access = ways.get(network, () -> begin(network));
    }
    HostAccess way = access;
    spec.hostPorts().forEach(port -> way.expose(port, PLACE));
    return way.with(Set.copyOf(spec.hostPorts()));
  }

  private HostAccess begin(String network) {
    String name = session.engineName(cleanup.numbered("host-relay"));
    RelayRequest request =
        new RelayRequest(name, network, session.labels(Map.of(Session.PLACE_LABEL, PLACE)));
    String id = cleanup.creating(name, () -> engine.createRelay(request));
    HostRelay relay =
        HostRelay.over(AttachedStart.of(engine, id), executor, why -> ended(name, why));
    try {
      HostAccess access = new HostAccess(relay, address(id, network), Set.of());
      open.put(name, relay);
      return access;
    } catch (EngineException e) {
      MayflyException told = e.isNotFound() ? explain(relay, name, e) : e;
      relay.close();
      throw told;
    } catch (MayflyException e) {
      relay.close();
      throw e;
    }
  }

  /** It removes itself when it ends, and is gone then before it can be looked at. */
  private static MayflyException explain(HostRelay relay, String name, EngineException gone) {
    return relay
        .awaitEnd()
        .map(
            why ->
                new MayflyException(
                    "The relay to ports of this machine, container "
                        + name
                        + ", was gone as soon as it was started: "
                        + why
                        + ".",
                    gone))
        .orElse(gone);
  }

  private void ended(String name, String why) {
    if (open.remove(name) != null) {
      LOG.warn(
          "Containers that run now do not reach ports of this machine any more, since the connection"
              + " to {} is lost: {}. Those that are started from now on do.",
          name,
          why);
    }
  }

  private String address(String id, String network) {
    Map<String, String> addresses = engine.inspectContainer(id).addresses();
    String there = addresses.get(network);
    return there != null
        ? there
        : addresses.values().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new MayflyException(
                        "On the engine's default network containers don't reach each other, and so"
                            + " no relay to ports of this machine. Let them join the session's:"
                            + " mayfly.network=session; or name one: network(…)."));
  }

  /** Ends them all. */
  @Override
  public void close() {
    List<HostRelay> all = List.copyOf(open.values());
    open.clear();
    all.forEach(HostRelay::close);
  }
}
