package dev.mayfly.engine;

/**
 * What some engines can't do. A declaration that needs it is refused on such an engine before
 * anything is started for it.
 */
public enum Capability {
  /** Builds images from a Dockerfile. */
  BUILD("builds images from a Dockerfile"),
  /** Sends images to registries, and asks those for what they have. */
  PUSH("pushes images to registries"),
  /** Makes an image of a container. */
  COMMIT("makes images of containers"),
  /** Pauses containers. */
  PAUSE("pauses containers"),
  /** Publishes a port under a number that the user chose. */
  FIXED_PORTS("publishes ports under chosen numbers"),
  /** Leads from here to ports of UDP. */
  UDP_PORTS("leads to ports of UDP"),
  /** Leads containers to ports of this machine, by a relay. */
  HOST_PORTS("leads containers to ports of this machine"),
  /** Mounts files of the engine's own machine. */
  BIND_MOUNTS("mounts paths of its machine"),
  /** Runs privileged containers. */
  PRIVILEGED("runs privileged containers"),
  /** Takes a patch in its own words of the request that creates a container. */
  CREATE_PATCH("takes patches of its create request");

  private final String words;

  Capability(String words) {
    this.words = words;
  }

  /** What an engine does that has it, as a verb and its object: {@code pauses containers}. */
  public String words() {
    return words;
  }
}
