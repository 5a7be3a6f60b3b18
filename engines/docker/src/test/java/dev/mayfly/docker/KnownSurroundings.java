package dev.mayfly.docker;

import java.util.List;
import java.util.Optional;

/**
 * What a system says of itself.
 *
 * @param containerIds as in {@link Surroundings}
 * @param hostname its name
 * @param defaultGateway its router's address
 */
record KnownSurroundings(
    List<String> containerIds, String hostname, Optional<String> defaultGateway)
    implements Surroundings {

  /** A machine, no container. */
  static KnownSurroundings machine(String hostname) {
    return new KnownSurroundings(List.of(), hostname, Optional.of("192.168.7.1"));
  }

  /** A container. */
  static KnownSurroundings container(String id) {
    return new KnownSurroundings(List.of(id), id.substring(0, 12), Optional.of("172.18.0.1"));
  }
}
