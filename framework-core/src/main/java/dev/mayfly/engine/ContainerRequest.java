package dev.mayfly.engine;

import dev.mayfly.ContainerSpec;
import java.util.List;
import java.util.Map;

/**
 * What an engine is asked to create.
 *
 * @param name the engine's name for the container
 * @param image the name or id of an image that the engine has
 * @param spec everything else; its image, networks, volume names and files are not to be read
 * @param labels all labels, the spec's among them
 * @param networks the networks to join, the first one at creation; empty for the engine's default
 * @param volumes the engine's names of the volumes that the spec calls by a name of its own
 * @param publishAddress the address of the engine's host on which ports are opened; empty for all
 */
public record ContainerRequest(
    String name,
    String image,
    ContainerSpec spec,
    Map<String, String> labels,
    List<Endpoint> networks,
    Map<String, String> volumes,
    String publishAddress) {
  public ContainerRequest {
    labels = Map.copyOf(labels);
    networks = List.copyOf(networks);
    volumes = Map.copyOf(volumes);
  }

  /**
   * A network to join.
   *
   * @param networkId the engine's id, or the name of one of its own networks ({@code host}, {@code
   *     none}, {@code bridge})
   * @param aliases the names of the container there
   */
  public record Endpoint(String networkId, List<String> aliases) {
    public Endpoint {
      aliases = List.copyOf(aliases);
    }
  }
}
