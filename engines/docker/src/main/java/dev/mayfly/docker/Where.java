package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an engine listens, as seen from this JVM.
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

  /** Whether the engine is asked by a socket or a pipe of this machine. */
  boolean isSocket() {
    return address.socket() != null || (address instanceof PipeAddress pipe && pipe.isHere());
  }

  /** The host that the engine is asked at, where it is not a socket. */
  String host() {
    return address.host();
  }

  /** The port that the engine is asked at; 0 where it is none. */
  int port() {
    return address instanceof TcpAddress tcp ? tcp.port() : 0;
  }

  /** On other systems than Linux the engine runs in a virtual machine behind its socket. */
  boolean isLocal() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return isSocket() && system.equals("linux");
  }
}
