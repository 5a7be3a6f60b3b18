package dev.mayfly.lifetime;

import dev.mayfly.ContainerHandle;
import java.util.List;
import java.util.Objects;

/**
 * One container of a {@link ContainerGroup}. Immutable: each option returns a copy.
 *
 * @param name the name that others depend on it by, and its first name on the network
 * @param handle what the container is asked by
 * @param dependsOn the names of those that have to be ready before it starts
 * @param aliases further names on the network
 */
public record Member(
    String name, ContainerHandle handle, List<String> dependsOn, List<String> aliases) {

  public Member {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(handle, "handle");
    dependsOn = List.copyOf(dependsOn);
    aliases = List.copyOf(aliases);
  }

  /** A container that depends on none. */
  public static Member of(String name, ContainerHandle handle) {
    return new Member(name, handle, List.of(), List.of());
  }

  /** Starts after these, which are in its group or in one around it. */
  public Member dependsOn(String... names) {
    return new Member(name, handle, List.of(names), aliases);
  }

  /** Is found on the network by these names too. */
  public Member aliases(String... names) {
    return new Member(name, handle, dependsOn, List.of(names));
  }

  String place() {
    return "container " + name;
  }
}
