package dev.mayfly.cassandra;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A handle on one Cassandra node, ready when it answers a query that it has to coordinate. It does
 * not wait for other nodes. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class CassandraContainer implements Sliced<CassandraKeyspace> {

  static final int PORT = 9042;
  private static final String DATACENTER = "CASSANDRA_DC";

  /** It waits for no other node, and does not force changes of a schema to the disk. */
  private static final String ALONE =
      "-Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.ring_delay_ms=0"
          + " -Dcassandra.test.flush_local_schema_changes=false";

  private final ContainerSlot slot;

  private CassandraContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Cassandra 5.0 with a heap of 512 MB. */
  public static CassandraContainer of() {
    return of("cassandra:5.0");
  }

  /**
   * A node from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static CassandraContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static CassandraContainer of(ImageSource image) {
    return new CassandraContainer(
            ContainerSpec.of(image)
                .expose(PORT)
                .command("cassandra", "-f")
                .env("JVM_EXTRA_OPTS", ALONE)
                .readyWhen(ReadyWhen.allOf(ReadyWhen.port(PORT), new CqlReadiness()))
                .when(Moment.READY, new InitCql())
                .startTimeout(Duration.ofMinutes(3)))
        .heapMegabytes(512);
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes keyspaces, as {@link CassandraKeyspace} says. */
  @Override
  public SliceMaker<CassandraKeyspace> slices(RunningContainer container, String run) {
    return new KeyspaceMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public CassandraContainer customize(UnaryOperator<ContainerSpec> change) {
    return new CassandraContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** What the node's datacenter is called, by which drivers choose it: {@code datacenter1} else. */
  public CassandraContainer datacenter(String name) {
    String known = Given.name(name, "datacenter");
    if (!known.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "datacenter "
              + Given.quoted(known)
              + " can't be written into Cassandra's files; use letters, digits, \"_\" and \"-\".");
    }
    return customize(
        spec ->
            spec.env(DATACENTER, known)
                .env("CASSANDRA_ENDPOINT_SNITCH", "GossipingPropertyFileSnitch"));
  }

  /**
   * The size of the JVM's heap.
   *
   * @throws IllegalArgumentException if it is too little for a node to start: less than 128
   */
  public CassandraContainer heapMegabytes(int size) {
    if (size < 128) {
      throw new IllegalArgumentException(
          "A heap of " + size + " MB is too little for Cassandra; give it 128 or more.");
    }
    return customize(
        spec -> spec.env("MAX_HEAP_SIZE", size + "M").env("HEAP_NEWSIZE", size / 4 + "M"));
  }

  /** The node's cassandra.yaml, in place of the image's; the image writes its addresses into it. */
  public CassandraContainer config(FileSource file) {
    return customize(spec -> spec.copy(file, "/etc/cassandra/cassandra.yaml"));
  }

  /**
   * CQL from files, or its text, run in the order given before the container counts as ready; not
   * again after a restart.
   */
  public CassandraContainer initScript(FileSource... scripts) {
    return customize(spec -> InitCql.SCRIPTS.add(spec, scripts));
  }

  /** What drivers want to know as their local datacenter. */
  public String datacenter() {
    return datacenter(slot.spec());
  }

  static String datacenter(ContainerSpec spec) {
    return spec.env().getOrDefault(DATACENTER, "datacenter1");
  }

  /** {@code host:port} for drivers in this JVM. */
  public String address() {
    return address(PORT);
  }

  /** {@code alias:9042} for drivers in containers on the same network. */
  public String networkAddress() {
    return networkAddress(PORT);
  }

  /** The port on {@link #host()} that leads to the node. */
  public int port() {
    return port(PORT);
  }
}
