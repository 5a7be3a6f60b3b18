package dev.mayfly.wiremock;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.InitScripts;
import dev.mayfly.MayflyException;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on a WireMock server, ready when its health check answers, which is after all stubs are
 * read: a stub file that it can't read ends it. Immutable in its options: each returns a copy.
 * Thread-safe.
 */
@CheckReturnValue
public final class WireMockContainer implements ContainerHandle {

  private static final int PORT = 8080;
  private static final String HOME = "/home/wiremock/";
  private static final InitScripts MAPPINGS = InitScripts.in(HOME + "mappings", ".json");
  private static final InitScripts EXTENSIONS = InitScripts.in("/var/wiremock/extensions", ".jar");

  private final ContainerSlot slot;

  private WireMockContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A WireMock 3.13. */
  public static WireMockContainer of() {
    return of("wiremock/wiremock:3.13.1");
  }

  /**
   * A server from the official image, of WireMock 3, or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static WireMockContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static WireMockContainer of(ImageSource image) {
    return new WireMockContainer(
        ContainerSpec.of(image)
            .expose(PORT)
            .command("--disable-banner")
            .env("JAVA_OPTS", "-XX:TieredStopAtLevel=1")
            .readyWhen(ReadyWhen.http("/__admin/health").port(PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public WireMockContainer customize(UnaryOperator<ContainerSpec> change) {
    return new WireMockContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** Stubs from JSON files, or their text, as WireMock has them in its folder {@code mappings}. */
  public WireMockContainer mapping(FileSource... stubs) {
    return customize(spec -> MAPPINGS.add(spec, stubs));
  }

  /** A body that stubs name by {@code bodyFileName}, such as {@code orders.json}. */
  public WireMockContainer file(String name, FileSource body) {
    return customize(spec -> spec.copy(body, HOME + "__files/" + Given.name(name, "file")));
  }

  /** Jars with extensions, which WireMock finds by their services' files. */
  public WireMockContainer extension(FileSource... jars) {
    return customize(spec -> EXTENSIONS.add(spec, jars));
  }

  /** An option of its command line, such as {@code option("--global-response-templating")}. */
  public WireMockContainer option(String... arguments) {
    return customize(spec -> spec.addArguments(arguments));
  }

  /**
   * Forgets the requests and what tests have stubbed since the start, and puts scenarios back to
   * their beginning; the stubs of files stay. For tests one after the other, in a {@code
   * BeforeEach}.
   *
   * @throws MayflyException if the server does not do it
   */
  public void reset() {
    Admin.post(url().resolve("/__admin/reset"));
  }

  /** {@code http://host:port} for the test. */
  public URI url() {
    return url(PORT);
  }

  /** {@code http://alias:8080} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
