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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  /** Where redis-cli, and so {@code exec("redis-cli", …)}, finds the password by itself. */
  private static final String PASSWORD_VARIABLE = "REDISCLI_AUTH";

  private final ContainerSlot slot;

  private RedisContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Redis 7.0. */
  public static RedisContainer of() {
    return of("redis:7.0");
  }

  /**
   * A server from the official image or one that starts like it.
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
            .command("redis-server", "--save", "", "--databases", "1024")
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
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password is empty, which Redis takes for none. try: a password of one letter, or leave"
              + " password(…) out, and no password is asked for.");
    }
    return setting("requirepass", password)
        .customize(spec -> spec.env(PASSWORD_VARIABLE, password));
  }

  /** A setting of redis.conf, such as {@code setting("maxmemory", "64mb")}; a later one wins. */
  public RedisContainer setting(String name, String... values) {
    String directive = "--" + Given.name(name, "setting's name");
    return customize(
        spec ->
            spec.addArguments(directive)
                .addArguments(Given.texts(values, "setting " + name).toArray(String[]::new)));
  }

  /** The password, or null if none is asked for. */
  public @Nullable String password() {
    return password(slot.spec().env());
  }

  static @Nullable String password(Map<String, String> env) {
    return env.get(PASSWORD_VARIABLE);
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(PORT);
  }

  /**
   * {@code redis://host:port} for this JVM, with the password if there is one: clients that are
   * given a URI read it nowhere else. A test of another login takes {@link #host} and {@link
   * #port()}.
   */
  public URI uri() {
    return uri(password(), address(PORT));
  }

  /**
   * {@code redis://alias:6379} for containers on the same network, with the password if there is
   * one, as {@link #uri}.
   */
  public URI networkUri() {
    return uri(password(), networkAddress(PORT));
  }

  static URI uri(@Nullable String password, String address) {
    return URI.create("redis://" + (password == null ? "" : userInfo(password)) + address);
  }

  /**
   * Names the user that a plain password belongs to, since redis-cli takes none for an empty one.
   */
  private static String userInfo(String password) {
    return "default:"
        + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20")
        + "@";
  }
}
