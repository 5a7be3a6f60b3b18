package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import java.util.List;

/**
 * A container to start, and how to call it.
 *
 * @param spec its description
 * @param aliases its names on its networks, at least one
 * @param place where it was declared, for messages: {@code field OrderTests.db}
 */
public record StartRequest(ContainerSpec spec, List<String> aliases, String place) {

  public StartRequest {
    aliases = List.copyOf(aliases);
  }

  public StartRequest(ContainerSpec spec, String alias, String place) {
    this(spec, List.of(alias), place);
  }

  /** The first of its names. */
  public String alias() {
    return aliases.get(0);
  }
}
