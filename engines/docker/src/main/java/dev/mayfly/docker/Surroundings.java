package dev.mayfly.docker;

import java.util.List;
import java.util.Optional;

/** What the system says of where this JVM runs, without asking an engine. */
interface Surroundings {

  /** The ids that the container of this JVM may have; empty if it runs in none. */
  List<String> containerIds();

  /** The system's name, which engines on it call their own; empty if it has none to tell. */
  String hostname();

  /** The address of the router that leads out of here, if there is one. */
  Optional<String> defaultGateway();
}
