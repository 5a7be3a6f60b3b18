package dev.mayfly.runtime;

import java.util.Set;
import java.util.TreeSet;

/**
 * What listens in a network namespace, as the kernel's files {@code /proc/net/tcp} and the like
 * tell it.
 *
 * @param open ports on which others can be reached
 * @param loopback ports on which only the container reaches itself
 * @param onlyIpv6 those of the open ones that are open on IPv6 addresses only; IPv4 may be served
 *     there too
 */
record SocketTable(Set<Integer> open, Set<Integer> loopback, Set<Integer> onlyIpv6) {

  private static final String LISTENING_TCP = "0A";
  private static final String UNCONNECTED_UDP = "07";
  private static final String IPV6_LOOPBACK = "00000000000000000000000001000000";

  /** Reads any number of such files, one after the other; anything else is passed over. */
  static SocketTable parse(String text) {
    Set<Integer> open = new TreeSet<>();
    Set<Integer> loopback = new TreeSet<>();
    Set<Integer> ipv4 = new TreeSet<>();
    text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(SocketTable::listens)
        .map(columns -> columns[1].split(":"))
        .forEach(
            address -> {
              int port = Integer.parseInt(address[1], 16);
              (isLoopback(address[0]) ? loopback : open).add(port);
              if (isIpv4(address[0]) && !isLoopback(address[0])) {
                ipv4.add(port);
              }
            });
    Set<Integer> onlyIpv6 = new TreeSet<>(open);
    onlyIpv6.removeAll(ipv4);
    return new SocketTable(open, loopback, onlyIpv6);
  }

  private static boolean listens(String[] columns) {
    return columns.length > 3
        && columns[1].matches("[0-9A-F]+:[0-9A-F]{4}")
        && (columns[3].equals(LISTENING_TCP) || columns[3].equals(UNCONNECTED_UDP));
  }

  /** Addresses are in the machine's byte order, which puts the first byte last. */
  private static boolean isLoopback(String address) {
    return isIpv4(address) ? address.endsWith("7F") : address.equals(IPV6_LOOPBACK);
  }

  private static boolean isIpv4(String address) {
    return address.length() == 8 || address.contains("FFFF0000");
  }

  boolean isEmpty() {
    return open.isEmpty() && loopback.isEmpty();
  }
}
