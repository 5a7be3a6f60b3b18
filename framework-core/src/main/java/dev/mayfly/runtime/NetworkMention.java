package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds where a description names another container as a host on the network. A name alone is no
 * sign, since {@code db} may be anything; one with a port of the container, one behind {@code //}
 * or {@code @}, and one that is the whole of a variable {@code …_HOST} are.
 */
final class NetworkMention {

  private static final Pattern HOST_VARIABLE =
      Pattern.compile(".*(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)", Pattern.CASE_INSENSITIVE);

  private final Pattern address;
  private final Pattern name;

  private NetworkMention(Collection<String> names, List<Port> ports) {
    String anyName = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String anyPort =
        ports.stream().map(port -> String.valueOf(port.number())).collect(Collectors.joining("|"));
    String withPort = "(?<![\\w.-])(" + anyName + "):(" + anyPort + ")(?!\\d)";
    String asHost = "(//|@)(" + anyName + ")(?=[:/?,]|$)";
    this.address =
        Pattern.compile(
            anyPort.isEmpty() ? asHost : withPort + "|" + asHost, Pattern.CASE_INSENSITIVE);
    this.name = Pattern.compile(anyName, Pattern.CASE_INSENSITIVE);
  }

  /**
   * The part of a description that leads to a container: {@code env DB_URL}.
   *
   * @param names of the container on its networks
   * @param ports that it exposes
   */
  static Optional<String> in(ContainerSpec spec, Collection<String> names, List<Port> ports) {
    return names.isEmpty() ? Optional.empty() : new NetworkMention(names, ports).in(spec);
  }

  private Optional<String> in(ContainerSpec spec) {
    return ToldText.of(spec).filter(this::isIn).map(ToldText::part).findFirst();
  }

  private boolean isIn(ToldText told) {
    return address.matcher(told.text()).find()
        || (HOST_VARIABLE.matcher(told.variable()).matches()
            && name.matcher(told.text()).matches());
  }
}
