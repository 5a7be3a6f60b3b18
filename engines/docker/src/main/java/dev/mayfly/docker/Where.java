package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an engine and its containers are, as seen from this JVM.
 *
 * @param address of the engine
 * @param hostOverride the address at which mapped ports are reached, if a user says so
 */
record Where(EngineAddress address, Optional<String> hostOverride) {

  /** Where Docker listens on the machine that it runs on. */
  static final String USUAL_SOCKET = "/var/run/docker.sock";

  /** A name that leads nowhere would let every container wait for its timeout. */
  @SuppressWarnings("CheckReturnValue") // that there is an address is all that is asked
  static void requireKnown(String host) {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new DeclarationException(
          "Setting mayfly.host is \""
              + host
              + "\"; this machine knows no address of that name. It must be the name or address at"
              + " which ports of containers are reached from here.");
    }
  }

  String host() {
    return hostOverride.orElseGet(() -> address.socket() == null ? address.host() : "127.0.0.1");
  }

  /** On other systems than Linux the engine runs in a virtual machine behind its socket. */
  boolean isLocal() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return address.socket() != null && system.equals("linux");
  }

  /** A user's own engine has a network that this machine has no way into. */
  boolean routesToContainers() {
    return isLocal() && !socketPath().startsWith("/run/user/");
  }

  /** Ports of an engine on this machine are nobody else's. */
  String publishAddress() {
    return isLocal() && hostOverride.isEmpty() ? "127.0.0.1" : "";
  }

  /** A socket in a user's directory is a way into a virtual machine, which has its own. */
  String socketPath() {
    Path socket = address.socket();
    if (socket != null && (socket.startsWith("/run") || socket.startsWith("/var/run"))) {
      return socket.toString();
    }
    return USUAL_SOCKET;
  }
}
