package dev.mayfly.rabbitmq;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A handle on a RabbitMQ broker, ready when it listens for AMQP, lets its user in and has what its
 * definitions say.
 *
 * <p>User and password are {@code guest}, the virtual host is {@code /} unless given. Immutable in
 * its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class RabbitMqContainer implements Sliced<RabbitMqVirtualHost> {

  private static final String PLUGINS = "/etc/rabbitmq/enabled_plugins";
  private static final Pattern PLUGIN = Pattern.compile("[a-z][a-z0-9_]*");

  private final ContainerSlot slot;

  private RabbitMqContainer(ContainerSpec spec) {
    Login.requireKnown(spec.env());
    this.slot = ContainerSlot.of(spec);
  }

  /** A RabbitMQ 4 with its management plugin. */
  public static RabbitMqContainer of() {
    return of("rabbitmq:4-management");
  }

  /**
   * A broker from the official image or one that starts like it. It needs the management plugin,
   * which images tagged {@code management} enable by themselves, and others by {@link #plugins}.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static RabbitMqContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static RabbitMqContainer of(ImageSource image) {
    return new RabbitMqContainer(
        ContainerSpec.of(image)
            .expose(Login.PORT, Login.MANAGEMENT_PORT)
            .command("rabbitmq-server")
            .env(Login.USER, "guest")
            .env(Login.PASSWORD, "guest")
            .env(Login.VIRTUAL_HOST, "/")
            .readyWhen(new BrokerReadiness()));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes virtual hosts, as {@link RabbitMqVirtualHost} says. */
  @Override
  public SliceMaker<RabbitMqVirtualHost> slices(RunningContainer container, String run) {
    return new VirtualHostMaker(container, run);
  }

  /**
   * Changes the description with any option that {@link ContainerSpec} has.
   *
   * @throws IllegalArgumentException if the login is then in a file, {@code
   *     RABBITMQ_DEFAULT_PASS_FILE} and its like
   */
  public RabbitMqContainer customize(UnaryOperator<ContainerSpec> change) {
    return new RabbitMqContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The administrator that is made at the first start.
   *
   * @throws IllegalArgumentException if the name is not in ASCII, which the broker would misread;
   *     so for the password and the virtual host
   */
  public RabbitMqContainer user(String name) {
    return customize(spec -> spec.env(Login.USER, Login.ascii(Given.name(name, "user"), "user")));
  }

  /**
   * The administrator's password.
   *
   * @throws IllegalArgumentException if it is empty, with which the broker lets nobody in, or not
   *     in ASCII
   */
  public RabbitMqContainer password(String password) {
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password is empty, with which RabbitMQ lets nobody in. try: a password of one"
              + " letter.");
    }
    return customize(spec -> spec.env(Login.PASSWORD, Login.ascii(password, "password")));
  }

  /** The virtual host that is made at the first start, and that {@link #uri()} leads to. */
  public RabbitMqContainer virtualHost(String name) {
    return customize(
        spec ->
            spec.env(
                Login.VIRTUAL_HOST, Login.ascii(Given.name(name, "virtualHost"), "virtualHost")));
  }

  /**
   * Enables these of the plugins that the image has, such as {@code rabbitmq_stream}, beside the
   * management plugin; in place of what was enabled before. What they listen on is exposed with
   * {@link #customize}. The broker passes over one that the image lacks.
   *
   * @throws IllegalArgumentException if one can't be a plugin's name
   */
  public RabbitMqContainer plugins(String... names) {
    for (String name : Given.names(names, "plugins")) {
      if (!PLUGIN.matcher(name).matches()) {
        throw new IllegalArgumentException(
            Given.quoted(name) + " is no plugin's name, such as rabbitmq_stream");
      }
    }
    String list =
        Stream.concat(Stream.of("rabbitmq_management"), List.of(names).stream())
            .distinct()
            .collect(Collectors.joining(",", "[", "].\n"));
    CopiedFile file = CopiedFile.of(FileSource.text(list), PLUGINS).mode(0644);
    return customize(spec -> spec.copy(file));
  }

  /**
   * Queues, exchanges and all else that an export of definitions holds, from the class path. They
   * are there when the broker counts as ready, beside the user and the virtual host of the options.
   * A readiness that is given later, with {@link #customize}, takes the place of this one too.
   */
  public RabbitMqContainer definitions(String resource) {
    return definitions(FileSource.resource(resource));
  }

  /** The same from anywhere. */
  public RabbitMqContainer definitions(FileSource json) {
    CopiedFile file =
        CopiedFile.of(Given.value(json, "definitions"), DefinitionsReadiness.FILE).mode(0644);
    Readiness loaded = new DefinitionsReadiness();
    return customize(spec -> spec.copy(file).readyWhen(ReadyWhen.allOf(spec.readiness(), loaded)));
  }

  /**
   * Lets clients in by TLS too, at ports of its own, with a certificate for the addresses that the
   * container has: {@link #tlsUri} and {@link #managementUrl} lead there, and {@link #sslContext}
   * trusts it.
   *
   * @param names more names by which clients reach it, such as {@code *.broker.test}
   */
  public RabbitMqContainer tls(String... names) {
    return customize(spec -> Tls.add(spec, names));
  }

  public String user() {
    return login().user();
  }

  public String password() {
    return login().password();
  }

  public String virtualHost() {
    return login().virtualHost();
  }

  private Login login() {
    return Login.of(slot.spec().env());
  }

  /** The port on {@link #host()} that leads to the broker. */
  public int port() {
    return port(Login.PORT);
  }

  /** {@code amqp://user:password@host:port/virtualHost} for this JVM. */
  public URI uri() {
    return login().uri(address(Login.PORT));
  }

  /** The same for containers on the same network, at {@code alias:5672}. */
  public URI networkUri() {
    return login().uri(networkAddress(Login.PORT));
  }

  /**
   * {@code amqps://user:password@host:port/virtualHost} for this JVM.
   *
   * @throws IllegalStateException if it has no {@link #tls}
   */
  public URI tlsUri() {
    return login().tlsUri(address(Tls.port(slot.spec())));
  }

  /** The same for containers on the same network, at {@code alias:5671}. */
  public URI networkTlsUri() {
    return login().tlsUri(networkAddress(Tls.port(slot.spec())));
  }

  /**
   * For clients in this JVM: trusts the broker's certificate, and checks its names.
   *
   * @throws IllegalStateException if it has no {@link #tls}
   */
  public SSLContext sslContext() {
    return Tls.certificates(slot.spec()).sslContext(running());
  }

  /**
   * What clients elsewhere are to trust, as PEM.
   *
   * @throws IllegalStateException if it has no {@link #tls}
   */
  public String caCertificate() {
    return Tls.certificates(slot.spec()).caCertificate(running());
  }

  /**
   * {@code http://host:port} of the management plugin's pages and API, for this JVM; with {@link
   * #tls}, {@code https://host:port}.
   */
  public URI managementUrl() {
    return Tls.managementUrl(slot.spec(), this::address);
  }

  /** The same for containers on the same network, at {@code alias:15672}, or {@code 15671}. */
  public URI networkManagementUrl() {
    return Tls.managementUrl(slot.spec(), this::networkAddress);
  }
}
