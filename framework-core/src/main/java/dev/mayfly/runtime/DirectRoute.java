package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerState;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds an address of a container that this JVM reaches without a proxy in between, where it is
 * proven that this address means the container here: its process is one of this machine and of its
 * users, its ports are at this machine's loopback address, and this machine is part of the network.
 * Other machines, virtual ones and rootless engines have networks of the same addresses.
 */
final class DirectRoute {

  private static final Path PROC = Path.of("/proc");

  private DirectRoute() {}

  static Optional<InetAddress> to(ContainerState state) {
    return to(state, PROC);
  }

  /** The same with a process file system of the test's. */
  static Optional<InetAddress> to(ContainerState state, Path proc) {
    boolean isHere =
        LocalProcess.of(state, proc)
            .filter(process -> LocalProcess.hasOurUsers(process, proc))
            .isPresent();
    if (!isHere || !read(state.host()).isLoopbackAddress()) {
      return Optional.empty();
    }
    return state.addresses().values().stream()
        .filter(address -> !address.isEmpty())
        .map(DirectRoute::read)
        .filter(DirectRoute::isNear)
        .findFirst();
  }

  private static InetAddress read(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("The engine's address " + host + " is none.", e);
    }
  }

  private static boolean isNear(InetAddress address) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(network -> network.getInterfaceAddresses().stream())
          .anyMatch(own -> isInNetwork(address.getAddress(), own));
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isInNetwork(byte[] address, InterfaceAddress own) {
    byte[] mine = own.getAddress().getAddress();
    int bits = own.getNetworkPrefixLength();
    if (mine.length != address.length || bits <= 0) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((mine[bit / 8] ^ address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
