package dev.mayfly.lifetime;

import dev.mayfly.RunningContainer;
import java.util.List;

/** The containers of a {@link ContainerGroup}, all ready; their handles answer. Thread-safe. */
public final class StartedGroup implements AutoCloseable {

  private final Scope scope;

  StartedGroup(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /** The running containers, in the order of the members. */
  public List<RunningContainer> containers() {
    return scope.services().stream().map(Service::running).toList();
  }

  /**
   * Drops the group's slices and removes its containers, side by side. Groups that were started
   * within it are to be closed before. Closing twice does nothing.
   */
  @Override
  public void close() {
    scope.close();
  }
}
