package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.stream.Stream;

/**
 * That a container joins a network, and under which names others find it there.
 *
 * @param network the network
 * @param aliases names beside the container's own
 */
public record NetworkAttachment(NetworkSpec network, List<String> aliases) {
  public NetworkAttachment {
    Given.value(network, "network");
    aliases = List.copyOf(Given.value(aliases, "network's aliases"));
    aliases.forEach(HostNames::requireAlias);
  }

  /** The same under further names, which come first. */
  public NetworkAttachment withAliases(List<String> first) {
    return new NetworkAttachment(
        network, Stream.concat(first.stream(), aliases.stream()).distinct().toList());
  }
}
