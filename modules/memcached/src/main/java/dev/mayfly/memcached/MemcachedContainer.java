package dev.mayfly.memcached;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import java.util.function.UnaryOperator;

/**
 * A handle on a Memcached server, ready when it answers {@code version}. Immutable in its options:
 * each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class MemcachedContainer implements ContainerHandle {

  static final int PORT = 11211;

  private final ContainerSlot slot;

  private MemcachedContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Memcached 1.6. */
  public static MemcachedContainer of() {
    return of("memcached:1.6");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static MemcachedContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static MemcachedContainer of(ImageSource image) {
    return new MemcachedContainer(
        ContainerSpec.of(image)
            .expose(PORT)
            .command("memcached")
            .readyWhen(new VersionReadiness()));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public MemcachedContainer customize(UnaryOperator<ContainerSpec> change) {
    return new MemcachedContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The memory for what is stored, in megabytes; 64 unless given. The oldest goes when it is full.
   * With 1 the server does not start unless {@code -I} makes values smaller than a megabyte.
   *
   * @throws IllegalArgumentException if it is less than 1; the server takes -1 for no limit
   */
  public MemcachedContainer memoryMegabytes(int megabytes) {
    if (megabytes < 1) {
      throw new IllegalArgumentException(
          "memoryMegabytes is " + megabytes + "; give at least 1, such as 64.");
    }
    return option("-m", Integer.toString(megabytes));
  }

  /** An option of its command line, such as {@code option("--max-item-size", "2m")}. */
  public MemcachedContainer option(String... arguments) {
    return customize(spec -> spec.addArguments(arguments));
  }

  /** {@code host:port} for clients in this JVM. */
  public String address() {
    return address(PORT);
  }

  /** {@code alias:11211} for containers on the same network. */
  public String networkAddress() {
    return networkAddress(PORT);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
