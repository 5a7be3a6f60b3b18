package dev.mayfly.lifetime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who declares a container, whatever the declaration looks like.
 *
 * @param place what messages call the declaration: {@code field OrderTests.db}
 * @param name its first name on its networks
 * @param isReferable whether others can depend on it by that name
 * @param aliases all its names on its networks, in their order
 * @param dependsOn the names of those that have to be ready before it starts
 * @param handle what the container is asked by
 * @param container the handle's description, and what the declaration adds to it
 * @param pool where others find the same container, or null for one of its own
 */
public record ServiceSpec(
    String place,
    String name,
    boolean isReferable,
    Set<String> aliases,
    List<String> dependsOn,
    ContainerHandle handle,
    ContainerSpec container,
    @Nullable Pool pool) {

  public ServiceSpec {
    aliases = Collections.unmodifiableSet(new LinkedHashSet<>(aliases));
    dependsOn = List.copyOf(dependsOn);
  }

  /** The same on an engine. */
  ServiceSpec on(String engine) {
    return new ServiceSpec(
        place, name, isReferable, aliases, dependsOn, handle, container.engine(engine), pool);
  }

  /** Whether it meets others where all do that choose no network. */
  boolean choosesNoNetwork() {
    return container.networks().isEmpty();
  }
}
