package dev.mayfly.redis;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.Moment;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a Redis Cluster of three nodes without replicas, all in one container, ready when
 * each says that all slots are served.
 *
 * <p>A node sends a client that asks for another node's key to that node, by an address that is the
 * same for all clients: one of this JVM, unless {@link #forContainers} says otherwise. It asks for
 * no password and saves nothing to disk unless told otherwise. Immutable in its options: each
 * returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class RedisClusterContainer implements ContainerHandle {

  private final ContainerSlot slot;

  private RedisClusterContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A cluster of Redis 7.0. */
  public static RedisClusterContainer of() {
    return of("redis:7.0");
  }

  /**
   * A cluster from the official image or one that has the same programs, such as {@code
   * valkey/valkey:8}.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static RedisClusterContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static RedisClusterContainer of(ImageSource image) {
    return new RedisClusterContainer(
        ContainerSpec.of(image)
            .expose(AnnouncedNodes.PORTS.stream().mapToInt(port -> port).toArray())
            .command("sh", "-c", AnnouncedNodes.WAIT_AND_START, "nodes", "--save", "")
            .when(Moment.STARTED, new AnnouncedNodes())
            .readyWhen(new ClusterReadiness()));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public RedisClusterContainer customize(UnaryOperator<ContainerSpec> change) {
    return new RedisClusterContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The password that clients have to give to each node.
   *
   * @throws IllegalArgumentException if it is empty, which means none to Redis
   */
  public RedisClusterContainer password(String password) {
    return customize(spec -> Directives.password(spec, password));
  }

  /** A setting of each node's redis.conf, as {@link RedisContainer#setting}; a later one wins. */
  public RedisClusterContainer setting(String name, String... values) {
    return customize(spec -> Directives.add(spec, name, values));
  }

  /**
   * Sends clients to addresses that containers beside it reach, and this JVM does not: for an
   * application that runs in a container. The image must be of Redis 7 or later, or Valkey.
   */
  public RedisClusterContainer forContainers() {
    return customize(AnnouncedNodes::toContainers);
  }

  /** The password, or null if none is asked for. */
  public @Nullable String password() {
    return Login.password(slot.spec().env());
  }

  /** {@code redis://host:port} of each node for this JVM, with the password if there is one. */
  public List<URI> uris() {
    return AnnouncedNodes.PORTS.stream().map(port -> login().uri(address(port))).toList();
  }

  /**
   * {@code redis://alias:port} of each node for containers on the same network, of which a
   * cluster's client needs {@link #forContainers}.
   */
  public List<URI> networkUris() {
    return AnnouncedNodes.PORTS.stream().map(port -> login().uri(networkAddress(port))).toList();
  }

  private Login login() {
    return Login.ofDefault(slot.spec());
  }
}
