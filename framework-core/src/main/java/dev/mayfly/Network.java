package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a network of the session, made when a container first needs it. Thread-safe.
 *
 * <p>Declared as a field it can be named by containers: {@code @Container(network = "backend")}.
 */
public final class Network {

  private final NetworkSpec spec;
  private final AtomicReference<@Nullable Supplier<String>> id = new AtomicReference<>();

  private Network(NetworkSpec spec) {
    this.spec = spec;
  }

  public static Network of(String name) {
    return new Network(NetworkSpec.of(name));
  }

  public static Network of(NetworkSpec spec) {
    return new Network(Given.value(spec, "network"));
  }

  public NetworkSpec spec() {
    return spec;
  }

  /**
   * The id that the usual engine has for the network, which is made there if need be. Each engine
   * of a session has one of its own.
   *
   * @throws MayflyException if no session knows the network, or its containers are spread over the
   *     engines of {@code mayfly.engines}
   */
  public String id() {
    Supplier<String> bound = id.get();
    if (bound == null) {
      throw new MayflyException(
          "Network \""
              + spec.name()
              + "\" belongs to no session. Annotate its field with @Container,"
              + " or get it from Containers.network(…).");
    }
    return bound.get();
  }

  /** For those who run sessions: says how the network is made. */
  public Network bind(Supplier<String> creation) {
    id.set(Given.value(creation, "creation"));
    return this;
  }
}
