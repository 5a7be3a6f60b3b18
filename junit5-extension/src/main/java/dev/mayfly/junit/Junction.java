package dev.mayfly.junit;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.junit.Lanes.Lane;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lane of services that were declared together, and who else joins them there.
 *
 * <p>A test that runs beside another one with the same names has to take a lane of its own. Then
 * the containers of its class, which both use, are connected to that lane too while it runs.
 */
final class Junction {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final Lane lane;
  private final List<Service> guests;
  private final Lazy<List<RunningContainer>> joined = new Lazy<>(this::join);

  /**
   * A junction; nothing is connected yet.
   *
   * @param guests services that are on other lanes
   */
  Junction(Lane lane, List<Service> guests) {
    this.lane = lane;
    this.guests = List.copyOf(guests);
  }

  Lane lane() {
    return lane;
  }

  NetworkSpec network() {
    return lane.network();
  }

  /** Lets the guests join, once, before the first service starts. */
  void open() {
    joined.get();
  }

  private List<RunningContainer> join() {
    List<RunningContainer> connected = new ArrayList<>();
    for (Service guest : guests) {
      guest.visit(lane).ifPresent(connected::add);
    }
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
