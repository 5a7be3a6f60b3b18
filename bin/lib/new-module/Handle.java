package dev.mayfly.@name@;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
[http]import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on @Name@, ready when it answers. Immutable in its options: each returns a copy.
 * Thread-safe.
 */
@CheckReturnValue
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
[http]        ContainerSpec.of(image).expose(PORT).readyWhen(ReadyWhen.http("@path@").port(PORT)));
[port]        ContainerSpec.of(image).expose(PORT).readyWhen(ReadyWhen.port(PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public @Name@Container customize(UnaryOperator<ContainerSpec> change) {
    return new @Name@Container(Given.value(change, "customize").apply(slot.spec()));
  }

[http]  /** {@code http://host:port} for the test. */
[http]  public URI url() {
[http]    return url(PORT);
[http]  }
[http]
[http]  /** {@code http://alias:@port@} for containers on the same network. */
[http]  public URI networkUrl() {
[http]    return networkUrl(PORT);
[http]  }
[port]  /** {@code host:port} for clients in the test. */
[port]  public String address() {
[port]    return address(PORT);
[port]  }
[port]
[port]  /** {@code alias:@port@} for containers on the same network. */
[port]  public String networkAddress() {
[port]    return networkAddress(PORT);
[port]  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
