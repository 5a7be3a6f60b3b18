package dev.mayfly.nats;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a NATS server, ready when the health check of its monitoring port answers, which is
 * after clients can connect and JetStream has read what it stores.
 *
 * <p>It asks for no login and has no JetStream unless told otherwise. Immutable in its options:
 * each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class NatsContainer implements Sliced<NatsSubjects> {

  private static final int PORT = 4222;
  private static final int MONITORING_PORT = 8222;
  private static final String CONFIG = "/nats-server.conf";

  /** Where NATS's own command line client finds the login by itself. */
  private static final String USER = "NATS_USER";

  private static final String PASSWORD = "NATS_PASSWORD";
  private static final String TOKEN = "NATS_TOKEN";

  private final ContainerSlot slot;

  private NatsContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A NATS 2.10. */
  public static NatsContainer of() {
    return of("nats:2.10");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static NatsContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static NatsContainer of(ImageSource image) {
    return new NatsContainer(
        ContainerSpec.of(image)
            .expose(PORT, MONITORING_PORT)
            .command("--http_port", Integer.toString(MONITORING_PORT))
            .readyWhen(ReadyWhen.http("/healthz").port(MONITORING_PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out names of subjects and streams, as {@link NatsSubjects} says. */
  @Override
  public SliceMaker<NatsSubjects> slices(RunningContainer container, String run) {
    return new SubjectMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public NatsContainer customize(UnaryOperator<ContainerSpec> change) {
    return new NatsContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** With streams and key-value stores, which are gone with the container. */
  public NatsContainer jetStream() {
    return option("--jetstream");
  }

  /** The login that clients have to give. */
  public NatsContainer login(String user, String password) {
    return option("--user", Given.name(user, "user"), "--pass", Given.name(password, "password"))
        .customize(spec -> spec.env(USER, user).env(PASSWORD, password));
  }

  /** The token that clients have to give; the server prefers it to a login. */
  public NatsContainer token(String token) {
    return option("--auth", Given.name(token, "token")).customize(spec -> spec.env(TOKEN, token));
  }

  /** A file of settings, as nats-server reads it; options of the command line win over it. */
  public NatsContainer config(FileSource file) {
    return option("--config", CONFIG).customize(spec -> spec.copy(file, CONFIG));
  }

  /** An option of its command line, such as {@code option("--max_payload", "2097152")}. */
  public NatsContainer option(String... arguments) {
    return customize(spec -> spec.addArguments(arguments));
  }

  /** The user, or null if no login is asked for. */
  public @Nullable String user() {
    return slot.spec().env().get(USER);
  }

  /** The password, or null if no login is asked for. */
  public @Nullable String password() {
    return slot.spec().env().get(PASSWORD);
  }

  /** {@code nats://host:port} for this JVM, with the login or token that was given. */
  public URI uri() {
    return uri(running());
  }

  /** {@code nats://alias:4222} for containers on the same network, as {@link #uri}. */
  public URI networkUri() {
    return uri(slot.spec(), networkAddress(PORT));
  }

  /** Of a server that runs, for this JVM. */
  static URI uri(RunningContainer container) {
    return uri(container.spec(), container.address(PORT));
  }

  private static URI uri(ContainerSpec spec, String address) {
    Map<String, String> env = spec.env();
    String login =
        Stream.of(TOKEN, USER, PASSWORD)
            .filter(env::containsKey)
            .limit(env.containsKey(TOKEN) ? 1 : 2)
            .map(variable -> encoded(env.getOrDefault(variable, "")))
            .collect(Collectors.joining(":"));
    return URI.create("nats://" + (login.isEmpty() ? "" : login + "@") + address);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code http://host:port} of the server's monitoring, such as {@code /varz} below it. */
  public URI monitoringUrl() {
    return url(MONITORING_PORT);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }
}
