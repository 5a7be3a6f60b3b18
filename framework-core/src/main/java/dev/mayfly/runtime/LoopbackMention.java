package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.LogLine;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.Port;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where a container looks for another at {@code localhost}, which in a container is that
 * container itself. An own port may be looked for there.
 */
final class LoopbackMention {

  private static final String LOOPBACK = "(?<host>localhost|127\\.0\\.0\\.1|\\[?::1]?)";

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\w.-])" + LOOPBACK + ":(?<port>\\d{1,5})(?!\\d)");

  /** What names its own address to others, as an issuer of tokens does, or an allowed origin. */
  private static final Pattern PAGE = Pattern.compile("(?i)\\b(https?|wss?)://\\S*$");

  /** Also as PostgreSQL's client says it. */
  private static final Pattern LOGGED =
      Pattern.compile(LOOPBACK + "(:|[^\\w\\n]{1,4}.{0,20}\\bport )(?<port>\\d{1,5})(?!\\d)");

  private LoopbackMention() {}

  /**
   * Another container, which runs.
   *
   * @param name on the network, empty if it has none
   * @param mapped ports of this machine, by those that they lead to
   * @param fixed those of them that its description has chosen, whose numbers others may have too
   */
  record Other(String name, String place, Map<Port, Integer> mapped, Set<Integer> fixed) {

    private Optional<Port> behind(int number) {
      return mapped.entrySet().stream()
          .filter(port -> port.getValue() == number && !fixed.contains(number))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    private boolean exposes(int number) {
      return mapped.keySet().stream().anyMatch(port -> port.number() == number);
    }

    private String onNetwork(int number) {
      return name.isEmpty() ? "its networkAddress(" + number + ")" : name + ":" + number;
    }
  }

  /**
   * Whether a description names the loopback at all, and so others need to be looked at; that of
   * the machine is right in a container that has the machine's network.
   */
  static boolean isIn(ContainerSpec spec) {
    return !hasForeignLoopback(spec)
        && ToldText.of(spec).anyMatch(told -> ADDRESS.matcher(told.text()).find());
  }

  /**
   * Refuses the address by which the test reaches another container, but for that of a page, which
   * can be meant for the test: an issuer of tokens, an allowed origin.
   *
   * @throws DeclarationException if the description has one
   */
  static void refuseMapped(ContainerSpec spec, String place, List<Other> others) {
    ToldText.of(spec).forEach(told -> refuseMapped(told, spec, place, others));
  }

  private static void refuseMapped(
      ToldText told, ContainerSpec spec, String place, List<Other> others) {
    Matcher found = ADDRESS.matcher(told.text());
    while (found.find()) {
      if (PAGE.matcher(told.text().substring(0, found.start())).find()) {
        continue;
      }
      int number = Integer.parseInt(found.group("port"));
      for (Other other : others) {
        Optional<Port> port = other.behind(number);
        if (port.isPresent() && !isOwn(spec, number)) {
          throw new DeclarationException(
              "%s: %s has %s, by which the test reaches %s; in a container that is the container itself. try: %s, as networkAddress(%d) says it, or a getter that begins with network, such as networkJdbcUrl()"
                  .formatted(
                      place,
                      told.part(),
                      found.group(),
                      other.place(),
                      other.onNetwork(port.get().number()),
                      port.get().number()));
        }
      }
    }
  }

  /**
   * Where a container that failed has looked for another in itself: by what it was told, or by what
   * it says.
   *
   * @param log its last lines
   */
  static Optional<String> advice(ContainerSpec spec, List<LogLine> log, List<Other> others) {
    Optional<String> told =
        ToldText.of(spec)
            .flatMap(one -> advice(ADDRESS.matcher(one.text()), one.part(), spec, others).stream())
            .findFirst();
    return told.or(
        () ->
            log.stream()
                .flatMap(
                    line -> advice(LOGGED.matcher(line.text()), "its log", spec, others).stream())
                .findFirst());
  }

  private static Optional<String> advice(
      Matcher found, String where, ContainerSpec spec, List<Other> others) {
    return found
        .results()
        .mapToInt(match -> Integer.parseInt(match.group(match.groupCount())))
        .filter(number -> !isOwn(spec, number))
        .boxed()
        .flatMap(
            number ->
                others.stream()
                    .filter(other -> other.exposes(number))
                    .map(
                        other ->
                            "localhost in %s is the container itself; %s is at %s."
                                .formatted(where, other.place(), other.onNetwork(number))))
        .findFirst();
  }

  /** Whether it shares its loopback with the machine, or with another container. */
  private static boolean hasForeignLoopback(ContainerSpec spec) {
    return spec.networks().stream()
        .map(NetworkAttachment::network)
        .anyMatch(
            network ->
                network.existing()
                    && (network.name().equals("host") || network.name().startsWith("container:")));
  }

  private static boolean isOwn(ContainerSpec spec, int number) {
    return spec.ports().stream().anyMatch(port -> port.number() == number);
  }
}
