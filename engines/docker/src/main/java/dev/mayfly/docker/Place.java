package dev.mayfly.docker;

import java.nio.file.Path;

/**
 * An address at which an engine may be, and why it may be there.
 *
 * @param address where
 * @param origin who named it, for messages
 */
record Place(EngineAddress address, String origin) {

  /** Whether a text is meant to be an address, one that can be used or not. */
  static boolean isAddress(String text) {
    return text.matches("(unix|tcp|http|https|ssh|npipe)://.*");
  }

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException if it can't be used; the message says why and what can
   */
  static Place parse(String text, String origin) {
    if (text.startsWith("unix://")) {
      return new Place(EngineAddress.unix(Path.of(text.substring("unix://".length()))), origin);
    }
    if (text.startsWith("tcp://") || text.startsWith("http://")) {
      return new Place(tcp(text, text.substring(text.indexOf("//") + 2), origin), origin);
    }
    String reason =
        text.startsWith("ssh://")
            ? "Mayfly can't reach engines by ssh yet; forward the engine's socket with"
                + " \"ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock HOST\" and name"
                + " unix:///tmp/engine.sock"
            : text.startsWith("https://")
                ? "Mayfly can't reach engines by TLS yet"
                : text.startsWith("npipe://")
                    ? "Mayfly can't use Windows' named pipes yet; let the engine listen on"
                        + " tcp://localhost:2375"
                    : "write unix:///path/of/the.sock or tcp://host:port";
    throw unusable(text, origin, reason);
  }

  private static EngineAddress tcp(String text, String authority, String origin) {
    String plain = authority.replaceFirst("/+$", "");
    int colon = plain.lastIndexOf(':');
    String port = plain.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw unusable(text, origin, "write tcp://host:port, such as tcp://localhost:2375");
    }
    String host = plain.substring(0, colon).replaceFirst("^\\[(.*)\\]$", "$1");
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw unusable(text, origin, "port " + number + " is not between 1 and 65535");
    }
    return EngineAddress.tcp(host, number);
  }

  private static IllegalArgumentException unusable(String text, String origin, String reason) {
    return new IllegalArgumentException(
        origin + " is \"" + text + "\", which Mayfly can't use: " + reason + ".");
  }

  @Override
  public String toString() {
    return address + " (" + origin + ")";
  }
}
