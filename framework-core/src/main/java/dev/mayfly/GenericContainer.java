package dev.mayfly;

import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A handle on a container of any image.
 *
 * <p>Immutable in its options: each returns a copy. Options that are not here are those of {@link
 * ContainerSpec}, given with {@link #customize}.
 */
@CheckReturnValue
public final class GenericContainer implements ContainerHandle {

  private final ContainerSlot slot;

  private GenericContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /**
   * A container of an image.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static GenericContainer of(String image) {
    return of(ContainerSpec.of(image));
  }

  public static GenericContainer of(ImageSource image) {
    return of(ContainerSpec.of(image));
  }

  public static GenericContainer of(ContainerSpec spec) {
    return new GenericContainer(Given.value(spec, "the description"));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public GenericContainer customize(UnaryOperator<ContainerSpec> change) {
    return new GenericContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  public GenericContainer expose(int... tcpPorts) {
    return customize(spec -> spec.expose(tcpPorts));
  }

  public GenericContainer env(String variable, String value) {
    return customize(spec -> spec.env(variable, value));
  }

  /** Several variables, as if each were given by itself. */
  public GenericContainer env(Map<String, String> variables) {
    return customize(spec -> spec.env(variables));
  }

  /** A variable whose value is a secret: {@link ContainerSpec#secretEnv}. */
  public GenericContainer secretEnv(String variable, String value) {
    return customize(spec -> spec.secretEnv(variable, value));
  }

  /** Values that are secret wherever they appear: {@link ContainerSpec#secret}. */
  public GenericContainer secret(String... values) {
    return customize(spec -> spec.secret(values));
  }

  public GenericContainer command(String... arguments) {
    return customize(spec -> spec.command(arguments));
  }

  public GenericContainer copy(FileSource source, String containerPath) {
    return customize(spec -> spec.copy(source, containerPath));
  }

  public GenericContainer mount(Mount... mounts) {
    return customize(spec -> spec.mount(mounts));
  }

  public GenericContainer network(Network network, String... aliases) {
    return customize(spec -> spec.network(network, aliases));
  }

  public GenericContainer readyWhen(Readiness readiness) {
    return customize(spec -> spec.readyWhen(readiness));
  }
}
