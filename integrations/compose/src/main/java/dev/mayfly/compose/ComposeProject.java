package dev.mayfly.compose;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The services of a Compose file, started together, each as a container of a session of Mayfly.
 *
 * <pre>{@code
 * @Container static final ComposeProject shop = ComposeProject.of("compose.yml");
 *
 * @Test void sells() {
 *   connect(shop.service("db").address(5432));
 * }
 * }</pre>
 *
 * <p>Docker's own Compose, version 2 or later, reads the file and creates the containers: the
 * plug-in has to be on this machine. Mayfly starts them, in the order of {@code depends_on}, and
 * waits until each is ready: as {@link #readyWhen} says, else until its health check, if any, is
 * healthy and its ports accept connections. What has a fixed name or port in the file, such as
 * {@code container_name} and {@code published}, gets a free one, so that the same file can be
 * started many times at once.
 *
 * <p>Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class ComposeProject implements ContainerHandle {

  private final ProjectOptions options;
  private final ProjectReading reading;
  private final ContainerSlot slot;

  private ComposeProject(ProjectOptions options) {
    this.options = options;
    this.reading = new ProjectReading(options);
    this.slot =
        ContainerSlot.of(
            ContainerSpec.of(options.imageName()).startedBy(new ProjectStarter(reading)));
  }

  /**
   * The services of a file.
   *
   * @param file a path, from the working directory if it is not absolute; or, if no such file is
   *     there, one on the class path in a folder, not in a jar
   */
  public static ComposeProject of(String file) {
    return new ComposeProject(ProjectOptions.of(Given.name(file, "Compose file")));
  }

  /** The services of a file of this machine. */
  public static ComposeProject of(Path file) {
    return of(Given.value(file, "Compose file").toString());
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** A further file, found as the first, that is laid over those before: {@code -f}. */
  public ComposeProject override(String file) {
    return new ComposeProject(options.file(Given.name(file, "override")));
  }

  /** Includes the services of a profile, which the file has to have; {@code *} is all of them. */
  public ComposeProject profile(String name) {
    return new ComposeProject(options.profile(Given.name(name, "profile")));
  }

  /**
   * A variable of the environment that the file is read with, as in {@code ${TAG}}; it comes before
   * this JVM's own and those of {@code .env}. It reaches a container only where the file says so.
   */
  public ComposeProject env(String variable, String value) {
    String name = Given.variable(variable, "env");
    return new ComposeProject(options.env(name, Given.text(value, "env " + name)));
  }

  /** A file of such variables in place of {@code .env}, found as the first file. */
  public ComposeProject envFile(String file) {
    return new ComposeProject(options.envFile(Given.name(file, "envFile")));
  }

  /**
   * How many containers a service has.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ComposeProject scale(String service, int replicas) {
    if (replicas < 1) {
      throw new IllegalArgumentException("scale of " + Given.quoted(service) + " is below 1.");
    }
    return new ComposeProject(options.scale(Given.name(service, "scale"), replicas));
  }

  /**
   * When a service is ready, in place of its health check and ports. {@code ReadyWhen.exit(0)} is
   * for one that does its work and ends; where another service waits for that in the file ({@code
   * service_completed_successfully}) it is known.
   */
  public ComposeProject readyWhen(String service, Readiness readiness) {
    Given.value(readiness, "readiness");
    return new ComposeProject(options.readyWhen(Given.name(service, "readyWhen"), readiness));
  }

  /**
   * How long each service may take until it is ready; what the settings say unless given.
   *
   * @throws IllegalArgumentException if it is not above zero
   */
  public ComposeProject startTimeout(Duration most) {
    ContainerSpec checked = ContainerSpec.of("any").startTimeout(most);
    return new ComposeProject(options.startTimeout(Objects.requireNonNull(checked.startTimeout())));
  }

  /**
   * A service's container, all services started now if they are not yet; of several the first.
   *
   * @throws MayflyException if the file has no such service, or the project belongs to no test or
   *     session
   * @throws dev.mayfly.ContainerStartException if a service does not start; it is that one's
   */
  public RunningContainer service(String name) {
    return replicas(name).get(0);
  }

  /**
   * All containers of a service, by their numbers; started now if they are not yet.
   *
   * @throws MayflyException as {@link #service(String)}
   */
  public List<RunningContainer> replicas(String name) {
    List<RunningContainer> all = slot.running().companions();
    List<RunningContainer> found =
        all.stream()
            .filter(one -> Marks.service(one).equals(name))
            .sorted(Comparator.comparingInt(Marks::number))
            .toList();
    if (found.isEmpty()) {
      List<String> names = all.stream().map(Marks::service).distinct().sorted().toList();
      throw new MayflyException(new KnownNames(options, "service", names).unknown(name));
    }
    return found;
  }

  /**
   * A service as a handle of a module, such as {@code shop.service("db", PostgresContainer.of())}:
   * its addresses lead to the service's container, and what it says of logins and names is what the
   * file says, where that says it, and else what the handle given says. Nothing is started yet. The
   * field that holds it may have {@code @Container} itself, which slices of it need.
   *
   * @param handle of which options count only as told
   * @throws dev.mayfly.DeclarationException if the file can't be read or has no such service
   * @throws IllegalArgumentException if the handle has no {@code customize} method
   */
  public <H extends ContainerHandle> H service(String name, H handle) {
    Given.value(handle, "handle");
    return new ServiceHandle(() -> service(name)).of(handle, reading.model().service(name));
  }

  /**
   * The only service's container.
   *
   * @throws MayflyException if there are several, of which {@link #service(String)} is to name one
   */
  @Override
  public RunningContainer running() {
    RunningContainer one = slot.running();
    if (one.companions().size() > 1) {
      List<String> names = one.companions().stream().map(Marks::service).distinct().toList();
      throw new MayflyException(
          options.words() + " has several containers, of " + names + "; ask service(name).");
    }
    return one;
  }
}
