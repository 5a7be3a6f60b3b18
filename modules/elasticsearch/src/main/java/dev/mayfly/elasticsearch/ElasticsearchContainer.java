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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one Elasticsearch node, ready when the health of its cluster is yellow.
 *
 * <p>It asks for no password and speaks plain HTTP, has a heap of 512 MB, and does not mind a full
 * disk, unless told otherwise. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class ElasticsearchContainer implements Sliced<SearchIndices> {

  private static final String HEAP = "ES_JAVA_OPTS";

  /** What Elasticsearch's own examples have. */
  private static final String CHANGE_ME = "changeme";

  private static final String ENTRYPOINT = "/usr/local/bin/docker-entrypoint.sh";
  private static final String COMMAND = "eswrapper";
  private static final Locks LOCKS = new Locks(ENTRYPOINT, COMMAND);
  private static final Plugins PLUGINS = new Plugins("elasticsearch-plugin", ENTRYPOINT, COMMAND);

  private final ContainerSlot slot;

  private ElasticsearchContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(LOCKS.gone(spec));
  }

  /** An Elasticsearch 8. */
  public static ElasticsearchContainer of() {
    return of("docker.elastic.co/elasticsearch/elasticsearch:8.6.2");
  }

  /**
   * A node from Elastic's image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static ElasticsearchContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static ElasticsearchContainer of(ImageSource image) {
    ContainerSpec spec =
        Node.of(image)
            .env("xpack.security.enabled", "false")
            .env("xpack.security.http.ssl.enabled", "false");
    return new ElasticsearchContainer(spec.env(HEAP, Node.heap("512m")));
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
  public ElasticsearchContainer customize(UnaryOperator<ContainerSpec> change) {
    return new ElasticsearchContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The password of the user {@code elastic}, which the node then asks for; by plain HTTP, unless
   * it is {@link #secured} too.
   *
   * @throws IllegalArgumentException if it has fewer than 6 characters, which Elasticsearch refuses
   */
  public ElasticsearchContainer password(String password) {
    if (Given.text(password, "password").length() < 6) {
      throw new IllegalArgumentException(
          "The password has fewer than 6 characters, which Elasticsearch refuses. try: a longer"
              + " one.");
    }
    return customize(
        spec -> spec.env(Node.PASSWORD, password).env("xpack.security.enabled", "true"));
  }

  /**
   * As in production: the node asks for a password and speaks HTTPS alone, with a certificate for
   * the addresses that the container has. {@link #sslContext} trusts it.
   *
   * @param names more names by which clients reach it, such as {@code *.search.test}
   */
  public ElasticsearchContainer secured(String... names) {
    ElasticsearchContainer guarded = password() == null ? password(CHANGE_ME) : this;
    return guarded.customize(spec -> Node.secured(spec, names));
  }

  /**
   * A setting of elasticsearch.yml, such as {@code setting("action.auto_create_index", "false")}.
   */
  public ElasticsearchContainer setting(String name, String value) {
    String known = Given.name(name, "setting's name");
    return customize(spec -> spec.env(known, Given.text(value, "setting " + known)));
  }

  /**
   * The size of the JVM's heap, such as {@code 1g}.
   *
   * @throws IllegalArgumentException if it is no such size
   */
  public ElasticsearchContainer heap(String size) {
    return customize(spec -> spec.env(HEAP, Node.heap(size)));
  }

  /**
   * Installs these before the node starts, as {@code elasticsearch-plugin install} does: by name,
   * such as {@code analysis-icu}, from Elastic, or by URL. One that can't be installed fails the
   * start.
   */
  public ElasticsearchContainer plugin(String... names) {
    return customize(spec -> PLUGINS.add(spec, Given.names(names, "plugin")));
  }

  /**
   * Lets the node be kept as an image when its plugins are installed, so that later runs start with
   * them; see {@link ContainerSpec#snapshot()}. The data stays where it is, which is no volume. The
   * image holds the password.
   */
  public ElasticsearchContainer snapshot() {
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
  public ElasticsearchContainer snapshot(String key, NodeFilling<ElasticsearchContainer> filling) {
    Filled<ElasticsearchContainer> filled = new Filled<>(ElasticsearchContainer::new, filling);
    return customize(spec -> filled.addTo(spec, key));
  }

  /** The password of the user {@code elastic}, or null if none is asked for. */
  public @Nullable String password() {
    return slot.spec().env().get(Node.PASSWORD);
  }

  /** {@code http://host:port} for this JVM; {@code https} if it is {@link #secured}. */
  public URI url() {
    return Node.url(slot.spec(), address(Node.PORT));
  }

  /** The same for containers on the same network, at {@code alias:9200}. */
  public URI networkUrl() {
    return Node.url(slot.spec(), networkAddress(Node.PORT));
  }

  /**
   * For clients in this JVM: trusts the node's certificate, and checks its names.
   *
   * @throws IllegalStateException if it is not {@link #secured}
   */
  public SSLContext sslContext() {
    return Node.certificates(slot.spec()).sslContext(running());
  }

  /**
   * What clients elsewhere are to trust, as PEM.
   *
   * @throws IllegalStateException if it is not {@link #secured}
   */
  public String caCertificate() {
    return Node.certificates(slot.spec()).caCertificate(running());
  }

  /** The port on {@link #host()} that leads to the node. */
  public int port() {
    return port(Node.PORT);
  }
}
