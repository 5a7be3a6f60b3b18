package dev.mayfly.ready;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is known of a {@link Readiness} without a look: what the container's description must have
 * for the question to make sense, and how its answers count. Immutable.
 *
 * @param ports the container's TCP ports that must be exposed
 * @param udpPorts the container's UDP ports that must be exposed
 * @param needsOnePort whether exactly one TCP port must be exposed, because the question does not
 *     say which it asks
 * @param needsHealthcheck whether the image must declare a HEALTHCHECK
 * @param expectsExit whether the container's end is what is waited for, rather than a failure of
 *     the start
 * @param outlivesProcess whether an answer counts also when the process has ended since
 * @param mayDespair whether a look costs next to nothing and may tell that waiting is in vain, so
 *     that it is also taken while another part of a combination is not ready
 * @param inARow how many looks in a row must find it ready
 */
public record Characteristics(
    Set<Integer> ports,
    Set<Integer> udpPorts,
    boolean needsOnePort,
    boolean needsHealthcheck,
    boolean expectsExit,
    boolean outlivesProcess,
    boolean mayDespair,
    int inARow) {

  private static final Characteristics NONE =
      new Characteristics(Set.of(), Set.of(), false, false, false, false, false, 1);

  /** Copies the ports. */
  public Characteristics {
    ports = Set.copyOf(ports);
    udpPorts = Set.copyOf(udpPorts);
  }

  /** A question that makes sense for any container, whose first yes counts. */
  public static Characteristics none() {
    return NONE;
  }

  /** A question to a TCP port of the container. */
  public static Characteristics ofPort(int port) {
    return NONE.ports(Set.of(port));
  }

  /** The same with these TCP ports of the container. */
  Characteristics ports(Set<Integer> tcp) {
    return new Characteristics(
        tcp,
        udpPorts,
        needsOnePort,
        needsHealthcheck,
        expectsExit,
        outlivesProcess,
        mayDespair,
        inARow);
  }

  static Characteristics ofUdpPort(int port) {
    return new Characteristics(Set.of(), Set.of(port), false, false, false, false, false, 1);
  }

  static Characteristics ofTheOnlyPort() {
    return new Characteristics(Set.of(), Set.of(), true, false, false, false, false, 1);
  }

  static Characteristics ofHealthcheck() {
    return new Characteristics(Set.of(), Set.of(), false, true, false, false, true, 1);
  }

  static Characteristics ofExit() {
    return new Characteristics(Set.of(), Set.of(), false, false, true, true, true, 1);
  }

  static Characteristics despairing() {
    return new Characteristics(Set.of(), Set.of(), false, false, false, true, true, 1);
  }

  static Characteristics ofLog() {
    return new Characteristics(Set.of(), Set.of(), false, false, false, true, false, 1);
  }

  /** Of several questions that must all be answered with yes. */
  static Characteristics ofAll(Collection<Characteristics> parts, int ownInARow) {
    return new Characteristics(
        union(parts, Characteristics::ports),
        union(parts, Characteristics::udpPorts),
        any(parts, Characteristics::needsOnePort),
        any(parts, Characteristics::needsHealthcheck),
        any(parts, Characteristics::expectsExit),
        !parts.isEmpty() && !any(parts, part -> !part.outlivesProcess()),
        any(parts, Characteristics::mayDespair),
        mostInARow(parts, ownInARow));
  }

  /** Of several questions one of which is enough, so that none has to make sense. */
  static Characteristics ofAny(Collection<Characteristics> parts) {
    return new Characteristics(
        Set.of(),
        Set.of(),
        false,
        false,
        any(parts, Characteristics::expectsExit),
        any(parts, Characteristics::outlivesProcess),
        !any(parts, part -> !part.mayDespair()),
        mostInARow(parts, 1));
  }

  private static Set<Integer> union(
      Collection<Characteristics> parts, Function<Characteristics, Set<Integer>> ports) {
    Set<Integer> all = new TreeSet<>();
    parts.forEach(part -> all.addAll(ports.apply(part)));
    return all;
  }

  private static boolean any(
      Collection<Characteristics> parts, Predicate<Characteristics> question) {
    return parts.stream().anyMatch(question);
  }

  private static int mostInARow(Collection<Characteristics> parts, int atLeast) {
    return parts.stream().mapToInt(Characteristics::inARow).reduce(atLeast, Math::max);
  }
}
