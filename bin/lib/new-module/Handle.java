package dev.mayfly.@name@;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on a @Name@ server, ready when it answers. Immutable in its options: each returns a copy.
 * Thread-safe.
 */
public final class @Name@Container implements ContainerHandle {

  private static final int PORT = @port@;

  private final ContainerSlot slot;

  private @Name@Container(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A server from {@code @image@}. */
  public static @Name@Container of() {
    return of("@image@");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static @Name@Container of(String image) {
    return of(ImageName.parse(image));
  }

  public static @Name@Container of(ImageSource image) {
    return new @Name@Container(
        ContainerSpec.of(image).expose(PORT).readyWhen(ReadyWhen.http("@path@").port(PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public @Name@Container customize(UnaryOperator<ContainerSpec> change) {
    return new @Name@Container(Given.value(change, "customize").apply(slot.spec()));
  }

  /** {@code http://host:port} for the test. */
  public URI url() {
    return url(PORT);
  }

  /** {@code http://alias:@port@} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
