package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Port;
import dev.mayfly.forward.HostRelay;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one container reaches ports of this JVM's machine.
 *
 * @param relay on its network, others' too; null if it is to reach none
 * @param address the relay's there
 * @param ports that its description names
 */
record HostAccess(@Nullable HostRelay relay, String address, Set<Integer> ports) {

  /** By which the container knows this JVM's machine. */
  private static final String NAME = "host.mayfly.internal";

  static final HostAccess NONE = new HostAccess(null, "", Set.of());

  /** The description with what its hosts file needs. */
  ContainerSpec known(ContainerSpec spec) {
    return relay == null ? spec : spec.extraHost(NAME, address);
  }

  /** Whether it led somewhere once. */
  boolean isLost() {
    return relay != null && relay.hasEnded();
  }

  /**
   * Opens one more port, and tells where the container finds it.
   *
   * @param place what messages call the container
   * @throws MayflyException if there is no relay, or none any more
   */
  String expose(int port, String place) {
    int number = Port.tcp(port).number();
    HostRelay known = relay;
    if (known == null) {
      throw new MayflyException(
          place
              + " reaches no ports of this machine: its description lacks exposeHostPort(). Add it;"
              + " without a port it is for those that are known only later.");
    }
    known.lead(number);
    return NAME + ":" + number;
  }

  /** The same for a container with these ports. */
  HostAccess with(Set<Integer> named) {
    return new HostAccess(relay, address, named);
  }

  /** Which of the container's ports were asked for in vain, and why; empty if none. */
  String unanswered() {
    HostRelay known = relay;
    if (known == null) {
      return "";
    }
    String asked =
        known.unanswered().entrySet().stream()
            .filter(port -> ports.contains(port.getKey()))
            .map(port -> NAME + ":" + port.getKey() + " was asked for, but " + port.getValue())
            .collect(Collectors.joining("; "));
    return known.hasEnded() ? "the relay to " + NAME + " is no more" : asked;
  }
}
