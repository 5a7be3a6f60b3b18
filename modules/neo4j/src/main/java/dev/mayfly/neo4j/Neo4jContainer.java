package dev.mayfly.neo4j;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a Neo4j server, ready when its user can log in and run Cypher by HTTP, which opens
 * after Bolt does. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class Neo4jContainer implements ContainerHandle {

  static final int HTTP_PORT = 7474;
  private static final int BOLT_PORT = 7687;

  private final ContainerSlot slot;

  private Neo4jContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /**
   * A Neo4j 5.26, the community edition, whose user neo4j has the password {@code graph-password}.
   */
  public static Neo4jContainer of() {
    return of("neo4j:5.26");
  }

  /**
   * A server from the official image, of version 5 or later, or from one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static Neo4jContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static Neo4jContainer of(ImageSource image) {
    return new Neo4jContainer(
            ContainerSpec.of(image)
                .expose(HTTP_PORT, BOLT_PORT)
                .readyWhen(new LoginReadiness())
                .when(Moment.READY, new InitCypher()))
        .password("graph-password")
        .setting("dbms.usage_report.enabled", "false");
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public Neo4jContainer customize(UnaryOperator<ContainerSpec> change) {
    return new Neo4jContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The password of the user neo4j; the server wants 8 characters at least.
   *
   * @throws IllegalArgumentException if it holds a slash, at which the image would cut it
   */
  public Neo4jContainer password(String password) {
    return customize(Login.withPassword(Given.name(password, "password"))::in);
  }

  /** Lets everybody in, whatever login they give. */
  public Neo4jContainer noAuth() {
    return customize(Login.none()::in);
  }

  /** A setting of neo4j.conf, such as {@code setting("server.memory.heap.max_size", "256m")}. */
  public Neo4jContainer setting(String name, String value) {
    String variable =
        "NEO4J_" + Given.name(name, "setting's name").replace("_", "__").replace('.', '_');
    return customize(spec -> spec.env(variable, value));
  }

  /** Plugins that the image has or downloads by their names, such as {@code apoc}. */
  public Neo4jContainer plugins(String... names) {
    String list =
        Given.names(names, "plugins").stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(",", "[", "]"));
    return customize(spec -> spec.env("NEO4J_PLUGINS", list));
  }

  /**
   * Cypher from files, or its text, run in the order given before the container counts as ready;
   * not again after a restart. A statement ends with a semicolon at a line's end, and is a
   * transaction of its own.
   */
  public Neo4jContainer initScript(FileSource... scripts) {
    return customize(spec -> InitCypher.SCRIPTS.add(spec, scripts));
  }

  /**
   * Deletes all nodes, relationships, constraints and indexes, also those that init scripts made.
   * For tests one after the other, in a {@code BeforeEach}.
   *
   * @throws MayflyException if the server does not do it
   */
  public void reset() {
    Cypher.of(running()).reset();
  }

  /** The user, or null if no login is asked for. */
  public @Nullable String user() {
    return Login.of(slot.spec().env()).user();
  }

  /** The password, or null if no login is asked for. */
  public @Nullable String password() {
    return Login.of(slot.spec().env()).password();
  }

  /** {@code bolt://host:port} for drivers in this JVM. */
  public URI uri() {
    return URI.create("bolt://" + address(BOLT_PORT));
  }

  /** {@code bolt://alias:7687} for drivers in containers on the same network. */
  public URI networkUri() {
    return URI.create("bolt://" + networkAddress(BOLT_PORT));
  }

  /** {@code http://host:port} for this JVM: the HTTP interface, and the browser's pages. */
  public URI url() {
    return url(HTTP_PORT);
  }

  /** {@code http://alias:7474} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(HTTP_PORT);
  }

  /** The port on {@link #host()} that leads to Bolt. */
  public int port() {
    return port(BOLT_PORT);
  }
}
