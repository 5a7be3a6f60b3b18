package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The description of a network.
 *
 * <p>Within a session equal descriptions are one network, made when the first container needs it
 * and removed with the session. Immutable.
 *
 * @param name the name within the session
 * @param existing whether a network that the engine already has is meant; it is never removed
 * @param driver the engine's driver, or null for its default
 * @param internal whether the network has no way out
 * @param ipv6 whether it also has IPv6 addresses
 * @param subnet such as {@code 10.77.0.0/24}, or null for one that the engine chooses
 * @param labels labels beside Mayfly's own
 */
@CheckReturnValue
public record NetworkSpec(
    String name,
    boolean existing,
    @Nullable String driver,
    boolean internal,
    boolean ipv6,
    @Nullable String subnet,
    Map<String, String> labels) {

  private static final NetworkSpec SESSION = of("session");

  public NetworkSpec {
    labels = Map.copyOf(labels);
    labels.keySet().forEach(OwnLabels::requireOther);
    if (!Given.value(name, "network").matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          Given.quoted(name)
              + " is no network name: letters, digits, _ . - and a letter or digit first.");
    }
  }

  /** A network of the session. */
  public static NetworkSpec of(String name) {
    return new NetworkSpec(name, false, null, false, false, null, Map.of());
  }

  /** The private network that each container of a session joins unless it says otherwise. */
  public static NetworkSpec session() {
    return SESSION;
  }

  /** A network that the engine already has, also {@code bridge}, {@code host} and {@code none}. */
  public static NetworkSpec existing(String nameOrId) {
    return new NetworkSpec(nameOrId, true, null, false, false, null, Map.of());
  }

  public NetworkSpec driver(String engineDriver) {
    Given.name(engineDriver, "driver");
    return new NetworkSpec(name, existing, engineDriver, internal, ipv6, subnet, labels);
  }

  /** The same network without a way out. */
  public NetworkSpec isolated() {
    return new NetworkSpec(name, existing, driver, true, ipv6, subnet, labels);
  }

  public NetworkSpec dualStack() {
    return new NetworkSpec(name, existing, driver, internal, true, subnet, labels);
  }

  public NetworkSpec subnet(String cidr) {
    Given.name(cidr, "subnet");
    return new NetworkSpec(name, existing, driver, internal, ipv6, cidr, labels);
  }

  /** Keys that begin with {@code dev.mayfly.} are Mayfly's own. */
  public NetworkSpec label(String key, String value) {
    Map<String, String> more = Given.with(labels, key, value, "label");
    return new NetworkSpec(name, existing, driver, internal, ipv6, subnet, more);
  }
}
