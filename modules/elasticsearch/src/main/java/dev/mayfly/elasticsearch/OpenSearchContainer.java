package dev.mayfly.elasticsearch;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on one OpenSearch node, ready when the health of its cluster is yellow.
 *
 * <p>It has no security plugin at work and speaks plain HTTP, has a heap of 512 MB, and does not
 * mind a full disk, unless told otherwise. Immutable in its options: each returns a copy.
 * Thread-safe.
 */
@CheckReturnValue
public final class OpenSearchContainer implements Sliced<SearchIndices> {

  private static final String HEAP = "OPENSEARCH_JAVA_OPTS";
  private static final String ENTRYPOINT = "./opensearch-docker-entrypoint.sh";
  private static final String COMMAND = "opensearch";
  private static final Locks LOCKS = new Locks(ENTRYPOINT, COMMAND);
  private static final Plugins PLUGINS = new Plugins("opensearch-plugin", ENTRYPOINT, COMMAND);

  private final ContainerSlot slot;

  private OpenSearchContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(LOCKS.gone(spec));
  }

  /** An OpenSearch 3. */
  public static OpenSearchContainer of() {
    return of("opensearchproject/opensearch:3");
  }

  /**
   * A node from the project's image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static OpenSearchContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static OpenSearchContainer of(ImageSource image) {
    ContainerSpec spec =
        Node.of(image)
            .env("DISABLE_SECURITY_PLUGIN", "true")
            .env("DISABLE_INSTALL_DEMO_CONFIG", "true");
    return new OpenSearchContainer(spec.env(HEAP, Node.heap("512m")));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out names of indices, as {@link SearchIndices} says. */
  @Override
  public SliceMaker<SearchIndices> slices(RunningContainer container, String run) {
    return new IndexMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public OpenSearchContainer customize(UnaryOperator<ContainerSpec> change) {
    return new OpenSearchContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** A setting of opensearch.yml, such as {@code setting("action.auto_create_index", "false")}. */
  public OpenSearchContainer setting(String name, String value) {
    String known = Given.name(name, "setting's name");
    return customize(spec -> spec.env(known, Given.text(value, "setting " + known)));
  }

  /**
   * The size of the JVM's heap, such as {@code 1g}.
   *
   * @throws IllegalArgumentException if it is no such size
   */
  public OpenSearchContainer heap(String size) {
    return customize(spec -> spec.env(HEAP, Node.heap(size)));
  }

  /**
   * Installs these before the node starts, as {@code opensearch-plugin install} does: by name or by
   * URL. One that can't be installed fails the start.
   */
  public OpenSearchContainer plugin(String... names) {
    return customize(spec -> PLUGINS.add(spec, Given.names(names, "plugin")));
  }

  /**
   * Lets the node be kept as an image when its plugins are installed, so that later runs start with
   * them; see {@link ContainerSpec#snapshot()}. The data stays where it is, which is no volume.
   */
  public OpenSearchContainer snapshot() {
    return customize(ContainerSpec::snapshot);
  }

  /**
   * The same with what code has put into it, such as indices that all tests search. It runs when
   * the node is ready, before anybody gets it, in each container that did not start from the
   * snapshot.
   *
   * @param key stands for what the code does: raise it when that changes, or make it of the files
   *     that it reads
   */
  public OpenSearchContainer snapshot(String key, NodeFilling<OpenSearchContainer> filling) {
    Filled<OpenSearchContainer> filled = new Filled<>(OpenSearchContainer::new, filling);
    return customize(spec -> filled.addTo(spec, key));
  }

  /** {@code http://host:port} for this JVM. */
  public URI url() {
    return url(Node.PORT);
  }

  /** {@code http://alias:9200} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(Node.PORT);
  }

  /** The port on {@link #host()} that leads to the node. */
  public int port() {
    return port(Node.PORT);
  }
}
