package dev.mayfly.engine;

import java.util.Map;

/**
 * What is asked of a relay: the container of ours that takes connections of the containers beside
 * it, and hands them on to this JVM over its standard streams.
 *
 * <p>Both sides speak in frames of nine bytes: a letter, the number of a connection and another
 * number, both with the highest byte first. {@code L} with a port lets it listen there, at all of
 * its addresses, and is answered by the same with 0, or an error of its system, in place of the
 * connection. {@code O} says at which port it has taken a connection, and under which number.
 * {@code D} is followed by as many bytes of the connection as it says, {@code E} is the end of
 * those, {@code R} that of the connection, which was broken, and {@code W} allows so many more
 * bytes to the other side, which may send 65,536 before it. What is said of a connection that is no
 * more counts for nothing. When its standard input ends, it ends.
 *
 * @param name for people, unique among the containers of the engine
 * @param network the id of the network that it joins; empty for the engine's default
 * @param labels of its container
 */
public record RelayRequest(String name, String network, Map<String, String> labels) {
  public RelayRequest {
    labels = Map.copyOf(labels);
  }
}
