package dev.mayfly;

/** The narrow view of a container whose process runs but which is not known to be ready. */
public interface StartingContainer {

  /** The engine's id. */
  String id();

  /** The address at which mapped ports are reached from this JVM. */
  String host();

  /**
   * The port on {@link #host()} that leads to {@code containerPort} (TCP).
   *
   * @throws IllegalArgumentException if the container does not expose the port
   */
  int port(int containerPort);

  /** The name under which other containers find this one on their common network. */
  String networkAlias();

  /** Runs a command to its end. */
  ExecResult exec(ExecSpec command);

  /** Copies files in, in the order given: a later file is never visible before an earlier one. */
  void copyIn(CopiedFile... files);
}
