package dev.mayfly.docker;

/** The ways from this JVM to the ports of an engine's containers. Thread-safe. */
interface Routes {

  /** The address of the engine's machine at which ports are to be opened; empty for all. */
  String publishAddress();

  /**
   * The way to a container.
   *
   * @param container its id
   * @throws dev.mayfly.engine.EngineException if there is none; the message says why
   */
  Route to(String container, PublishedPorts published);

  /** Whether they lead to ports of UDP too. */
  boolean carryUdp();

  /** A container is gone. */
  default void forget(String container) {}
}
