package dev.mayfly.docker;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What leads to a machine's ports where connections to its engine lead through too. Thread-safe.
 */
interface Tunnel {

  /** The path of the engine's socket on its own machine. */
  String remoteSocket();

  /**
   * The ports of 127.0.0.1 here that lead to those which a container publishes now on 127.0.0.1
   * there; what it published before is given up.
   *
   * @throws IOException if one can't be reached; the message says why
   */
  Map<Integer, Integer> reach(String container, Set<Integer> ports) throws IOException;

  /** Gives up what a container published that is gone. */
  void release(String container);
}
