package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecSpec;
import dev.mayfly.Port;
import dev.mayfly.Protocol;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.ready.Probe.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a look into a container that was not ready in time tells about the reason: what its process
 * listens on, and whether its HEALTHCHECK was ever run. Where nothing can be found out, nothing is
 * said.
 */
final class TimeoutFindings {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String TAKE_IPV4 = "bind it to 0.0.0.0, or let its socket take both";

  private final ContainerEngine engine;
  private final ContainerState state;
  private final ContainerSpec spec;
  private final List<String> found = new ArrayList<>();
  private boolean unreachable;

  private TimeoutFindings(ContainerEngine engine, ContainerState state, ContainerSpec spec) {
    this.engine = engine;
    this.state = state;
    this.spec = spec;
  }

  /** Looks. */
  static TimeoutFindings in(ContainerEngine engine, ContainerState state, ContainerSpec spec) {
    TimeoutFindings findings = new TimeoutFindings(engine, state, spec);
    if (state.status() == ContainerState.Status.RUNNING) {
      findings.look();
    }
    return findings;
  }

  private void look() {
    Set<Integer> asked = spec.readiness().characteristics().ports();
    ports(Protocol.TCP, asked.isEmpty() ? exposed(spec) : asked);
    ports(Protocol.UDP, spec.readiness().characteristics().udpPorts());
    health();
  }

  private static Set<Integer> exposed(ContainerSpec spec) {
    Set<Integer> numbers = new TreeSet<>();
    spec.ports().stream()
        .filter(port -> port.protocol() == Protocol.TCP)
        .forEach(port -> numbers.add(port.number()));
    return numbers;
  }

  private void ports(Protocol protocol, Set<Integer> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    SocketTable table = listening(protocol == Protocol.TCP ? "tcp" : "udp");
    Set<Integer> others = new TreeSet<>(table.open());
    spec.ports().stream()
        .filter(port -> port.protocol() == protocol)
        .map(Port::number)
        .forEach(others::remove);
    for (int port : table.isEmpty() ? Set.<Integer>of() : wanted) {
      if (!table.open().contains(port)) {
        found.add(
            table.loopback().contains(port)
                ? port + " listens on 127.0.0.1 inside the container: bind it to 0.0.0.0"
                : "nothing listens on " + port + instead(others, protocol));
      } else if (protocol == Protocol.TCP) {
        open(port, table);
      }
    }
    if (table.isEmpty() && protocol == Protocol.TCP) {
      wanted.forEach(port -> silent(port).ifPresent(found::add));
    }
  }

  private void open(int port, SocketTable table) {
    boolean mayLackIpv4 = table.onlyIpv6().contains(port);
    Optional<String> silent = silent(port);
    if (silent.isPresent()) {
      String or = mayLackIpv4 ? "; or it takes no IPv4: " + TAKE_IPV4 : "";
      found.add(port + " listens inside the container, but " + silent.get() + or);
    } else if (mayLackIpv4 && RefusedPort.isSeen(state, port)) {
      found.add(port + " listens on [::] inside the container and takes no IPv4: " + TAKE_IPV4);
    }
  }

  /** Nobody takes connections where the engine is believed to have published a port. */
  private Optional<String> silent(int port) {
    Optional<String> told =
        RefusedPort.silent(state, port)
            .map(
                address ->
                    "nobody takes connections at "
                        + address.getHostString()
                        + ":"
                        + address.getPort()
                        + ", where the engine is to have published "
                        + port);
    unreachable |= told.isPresent();
    return told;
  }

  /** Whether the container may be well and its ports somewhere else than they were looked for. */
  boolean isUnreachable() {
    return unreachable;
  }

  /** In words, without a full stop; empty if there is nothing to say. */
  String words() {
    return String.join("; ", found);
  }

  private static String instead(Set<Integer> others, Protocol protocol) {
    if (others.isEmpty()) {
      return "";
    }
    int first = others.iterator().next();
    String port = protocol == Protocol.TCP ? "" + first : "Port.udp(" + first + ")";
    return ", but something does on "
        + others.toString().replaceAll("[\\[\\]]", "")
        + ": expose("
        + port
        + ")";
  }

  /** The image's own {@code cat} tells it on any engine, this machine's kernel without one. */
  private SocketTable listening(String table) {
    List<String> files = List.of("/proc/net/" + table, "/proc/net/" + table + "6");
    SocketTable told;
    try {
      ExecSpec cat = ExecSpec.of("cat", files.get(0), files.get(1)).timeout(PATIENCE);
      told = SocketTable.parse(engine.exec(state.id(), cat, null).stdout());
    } catch (EngineException e) {
      told = SocketTable.parse("");
    }
    return told.isEmpty() ? ofProcess(table) : told;
  }

  private SocketTable ofProcess(String table) {
    Path proc = Path.of("/proc");
    try {
      Optional<Path> process = LocalProcess.of(state, proc);
      if (process.isPresent()) {
        Path net = process.get().resolve("net");
        return SocketTable.parse(
            Files.readString(net.resolve(table)) + Files.readString(net.resolve(table + "6")));
      }
    } catch (IOException e) {
      // not to be read by this user: then nothing is known
    }
    return SocketTable.parse("");
  }

  private void health() {
    if (state.health() == Health.STARTING && state.lastHealthcheck() == null) {
      found.add(
          "the engine has not run the HEALTHCHECK once: its interval may be longer than the start"
              + " timeout; make it shorter, or wait for a port or a log line instead");
    }
  }
}
