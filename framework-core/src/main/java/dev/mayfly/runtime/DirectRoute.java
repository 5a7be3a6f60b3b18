package dev.mayfly.runtime;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Finds an address of a container that this JVM reaches without a proxy in between: one in a
 * network that this machine is part of. Engines in a virtual machine or in a user's own namespace
 * give addresses that mean something else here, or nothing.
 */
final class DirectRoute {

  private DirectRoute() {}

  static Optional<InetAddress> to(ContainerState state, ContainerEngine engine) {
    if (!engine.routesToContainers()) {
      return Optional.empty();
    }
    return state.addresses().values().stream()
        .filter(address -> !address.isEmpty())
        .map(DirectRoute::read)
        .filter(DirectRoute::isNear)
        .findFirst();
  }

  private static InetAddress read(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("The engine's address " + literal + " is none.", e);
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
