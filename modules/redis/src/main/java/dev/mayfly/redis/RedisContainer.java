package dev.mayfly.redis;

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
 * A handle on a Redis server, ready when it answers PING with PONG.
 *
 * <p>It asks for no password, saves nothing to disk and has 1024 databases unless told otherwise.
 * Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class RedisContainer implements Sliced<RedisDatabase> {

  static final int PORT = 6379;

  private final ContainerSlot slot;

  private RedisContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Redis 7.0. */
  public static RedisContainer of() {
    return of("redis:7.0");
  }

  /**
   * A server from the official image or one that starts like it, such as {@code valkey/valkey:8}.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static RedisContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static RedisContainer of(ImageSource image) {
    return new RedisContainer(
        ContainerSpec.of(image)
            .expose(PORT)
            .command("--save", "", "--databases", "1024")
            .readyWhen(new PingReadiness()));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Hands out databases, as {@link RedisDatabase} says. */
  @Override
  public SliceMaker<RedisDatabase> slices(RunningContainer container, String run) {
    return DatabaseNumbers.open(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public RedisContainer customize(UnaryOperator<ContainerSpec> change) {
    return new RedisContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * The password that clients have to give.
   *
   * @throws IllegalArgumentException if it is empty, which means none to Redis
   */
  public RedisContainer password(String password) {
    return customize(spec -> Directives.password(spec, password));
  }

  /** A setting of redis.conf, such as {@code setting("maxmemory", "64mb")}; a later one wins. */
  public RedisContainer setting(String name, String... values) {
    return customize(spec -> Directives.add(spec, name, values));
  }

  /**
   * Lets clients in by TLS alone, at the same port, with a certificate for the addresses that the
   * container has; {@link #sslContext} trusts it, and {@link #uri()} begins with {@code rediss}.
   *
   * @param names more names by which clients reach it, such as {@code *.cache.test}
   */
  public RedisContainer tls(String... names) {
    return customize(spec -> Tls.add(spec, PORT, names));
  }

  /**
   * One more user, beside that of {@link #password}, who may do what the rules allow, as in {@code
   * user("ann", "secret", "~orders:* +@read")}. {@link #uri(String)} is its address.
   *
   * @param rules of Redis's access control lists: patterns of keys and channels, commands; {@code
   *     ~* &* +@all} for everything
   * @throws IllegalArgumentException if the name is {@code default}, has blanks, or is there
   *     already, or if the password is empty
   */
  public RedisContainer user(String name, String password, String rules) {
    if (!Given.name(name, "user").matches("\\S+") || name.equals("default")) {
      throw new IllegalArgumentException(
          Given.quoted(name)
              + " can't be a user's name here: it is written without blanks, and default is the one of"
              + " password(…).");
    }
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password of " + Given.quoted(name) + " is empty. try: one of one letter.");
    }
    if (Login.isKnown(name, slot.spec())) {
      throw new IllegalArgumentException("user " + Given.quoted(name) + " is given twice");
    }
    return customize(spec -> Login.add(spec, name, password, Given.name(rules, "rules")));
  }

  /** The password, or null if none is asked for. */
  public @Nullable String password() {
    return Login.password(slot.spec().env());
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }

  /**
   * {@code redis://host:port} for this JVM, with the password if there is one: clients that are
   * given a URI read it nowhere else. A test of another login takes {@link #host} and {@link
   * #port()}. With {@link #tls} it is {@code rediss://host:port}.
   */
  public URI uri() {
    return Login.ofDefault(slot.spec()).uri(address(PORT));
  }

  /**
   * The same for a user of {@link #user}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public URI uri(String user) {
    return Login.of(user, slot.spec()).uri(address(PORT));
  }

  /**
   * {@code redis://alias:6379} for containers on the same network, with the password if there is
   * one, as {@link #uri()}.
   */
  public URI networkUri() {
    return Login.ofDefault(slot.spec()).uri(networkAddress(PORT));
  }

  /**
   * The same for a user of {@link #user}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public URI networkUri(String user) {
    return Login.of(user, slot.spec()).uri(networkAddress(PORT));
  }

  /**
   * For clients in this JVM: trusts the server's certificate, and checks its names.
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
}
