package dev.mayfly.forward;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Faults;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The address of one container in this JVM, which stays the same however often the container is
 * started: a port of 127.0.0.1 for each exposed TCP port. Thread-safe.
 */
public final class StableAddress implements AutoCloseable {

  /** The address that its ports are ports of. */
  public static final String HOST = "127.0.0.1";

  private static final byte[] BYTES = {127, 0, 0, 1};

  private final Map<Port, LocalPort> ports = new ConcurrentHashMap<>();
  private final Disturbances faults = new Disturbances(this::cut);
  private final ExecutorService threads;

  private StableAddress(String place) {
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mayfly-forward-" + place);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The address by its bytes, which no name service is asked for. */
  static InetAddress address() throws IOException {
    return InetAddress.getByAddress(BYTES);
  }

  /**
   * Takes the ports.
   *
   * @param place what messages call the container
   * @throws DeclarationException if a port that was asked for is taken
   */
  public static StableAddress open(ContainerSpec spec, String place) {
    StableAddress address = new StableAddress(place);
    try {
      spec.ports().stream()
          .filter(port -> port.protocol() == Protocol.TCP)
          .forEach(port -> address.listen(port, spec.stablePorts().getOrDefault(port, 0), place));
      return address;
    } catch (RuntimeException e) {
      address.close();
      throw e;
    }
  }

  private void listen(Port port, int local, String place) {
    try {
      ports.put(port, LocalPort.open(local, faults, threads));
    } catch (IOException e) {
      throw new DeclarationException(
          place
              + " can't have port "
              + local
              + " of this machine as its stable address: "
              + e.getMessage()
              + ". End what listens there, or choose another port; stableAddress() takes a free one.");
    }
  }

  /**
   * Leads new connections to a container that has just been started, and returns the ports by which
   * clients of this JVM reach it.
   *
   * @param host the engine's
   * @param mapped what the container's ports are mapped to now
   */
  public Map<Port, Integer> lead(String host, Map<Port, Integer> mapped) {
    Map<Port, Integer> reached = new HashMap<>(mapped);
    ports.forEach(
        (port, local) -> {
          Integer now = mapped.get(port);
          if (now != null) {
            local.lead(new InetSocketAddress(host, now));
            reached.put(port, local.number());
          }
        });
    return reached;
  }

  /**
   * The port by which clients of this JVM reach one of the container's, also while it is stopped.
   */
  public Optional<Integer> port(Port containerPort) {
    return Optional.ofNullable(ports.get(containerPort)).map(LocalPort::number);
  }

  /** The container is stopped: its mapped ports may be another's now. */
  public void leadNowhere() {
    ports.values().forEach(local -> local.lead(null));
  }

  public Faults faults() {
    return faults;
  }

  private void cut() {
    ports.values().forEach(LocalPort::cut);
  }

  /** Gives the ports back and resets all connections. */
  @Override
  public void close() {
    faults.undo();
    ports.values().forEach(LocalPort::close);
    threads.shutdownNow();
  }
}
