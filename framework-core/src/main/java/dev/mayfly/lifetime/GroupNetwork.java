package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network of services that were declared together, and who else is connected to it meanwhile.
 *
 * <p>A test that runs beside another one with the same names has to take a network of its own. Then
 * the containers of its class, which both use, are connected to that one too while it runs.
 */
final class GroupNetwork {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final Claim claim;
  private final List<Guest> guests;
  private final Lazy<List<RunningContainer>> joined = new Lazy<>(this::join);

  /** A service that is on another network. */
  interface Guest {

    /** Connects its container, and returns it if it has to be disconnected afterwards. */
    Optional<RunningContainer> visit(Claim claim);
  }

  /** A network; nothing is connected yet. */
  GroupNetwork(Claim claim, List<Guest> guests) {
    this.claim = claim;
    this.guests = List.copyOf(guests);
  }

  Claim claim() {
    return claim;
  }

  NetworkSpec network() {
    return claim.network();
  }

  /** Lets the guests join, once, before the first service starts. */
  void open() {
    if (!guests.isEmpty()) {
      joined.get();
    }
  }

  private List<RunningContainer> join() {
    List<RunningContainer> connected = new ArrayList<>();
    guests.forEach(guest -> guest.visit(claim).ifPresent(connected::add));
    return connected;
  }

  /** Lets the guests leave. */
  void close() {
    joined.ifMade().ifPresent(all -> all.forEach(this::leave));
  }

  private void leave(RunningContainer guest) {
    try {
      guest.disconnect(Network.of(network()));
    } catch (EngineException e) {
      LOG.warn("{} did not leave network {}", guest.name(), network().name(), e);
    } catch (MayflyException e) {
      LOG.debug("{} is gone, and so has left network {}", guest.name(), network().name(), e);
    }
  }
}
