package dev.mayfly.pulsar;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A handle on a standalone Pulsar, ready when the namespace {@code public/default} is there and a
 * topic in it has a broker. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class PulsarContainer implements Sliced<PulsarNamespace> {

  static final int PORT = 6650;
  static final int ADMIN_PORT = 8080;
  private static final String SETTING = "PULSAR_PREFIX_";
  private static final String RUN =
      "bin/apply-config-from-env.py conf/standalone.conf && exec bin/pulsar standalone -nss";
  private static final String WITHOUT_FUNCTIONS = RUN + " --no-functions-worker";

  /** The second is asked only when the first is ready. */
  private static final Readiness SERVES =
      ReadyWhen.allOf(
          get("/admin/v2/namespaces/public", "\"public/default\""),
          get("/lookup/v2/topic/persistent/public/default/mayfly", "\"brokerUrl\""));

  private final ContainerSlot slot;

  private PulsarContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Pulsar 4.0 without functions and transactions. */
  public static PulsarContainer of() {
    return of("apachepulsar/pulsar:4.0.8");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static PulsarContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static PulsarContainer of(ImageSource image) {
    String memory = "-Xms128m -Xmx512m -XX:MaxDirectMemorySize=256m -XX:TieredStopAtLevel=1";
    return new PulsarContainer(
            ContainerSpec.of(image)
                .expose(PORT, ADMIN_PORT)
                .command("sh", "-c", WITHOUT_FUNCTIONS)
                .env("PULSAR_MEM", memory)
                .readyWhen(SERVES)
                .startTimeout(Duration.ofMinutes(3)))
        .setting("forceDeleteNamespaceAllowed", "true");
  }

  private static Readiness get(String path, String answer) {
    return ReadyWhen.http(path).port(ADMIN_PORT).status(200).body(answer);
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Makes namespaces, as {@link PulsarNamespace} says. */
  @Override
  public SliceMaker<PulsarNamespace> slices(RunningContainer container, String run) {
    return new NamespaceMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public PulsarContainer customize(UnaryOperator<ContainerSpec> change) {
    return new PulsarContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** A setting of standalone.conf, such as {@code setting("defaultNumPartitions", "2")}. */
  public PulsarContainer setting(String name, String value) {
    String variable = SETTING + Given.name(name, "setting's name");
    return customize(spec -> spec.env(variable, Given.text(value, "setting " + name)));
  }

  /** Runs functions too; ready is then also that they can be asked for. */
  public PulsarContainer functions() {
    return customize(spec -> spec.command("sh", "-c", RUN))
        .alsoReady(get("/admin/v3/functions/public/default", "\\["));
  }

  /** Lets clients begin transactions; ready is then also that there are coordinators for them. */
  public PulsarContainer transactions() {
    return setting("transactionCoordinatorEnabled", "true")
        .alsoReady(
            get(
                "/admin/v2/persistent/pulsar/system/transaction_coordinator_assign/partitions",
                "\"partitions\":[1-9]"));
  }

  private PulsarContainer alsoReady(Readiness more) {
    return customize(spec -> spec.readyWhen(ReadyWhen.allOf(spec.readiness(), more)));
  }

  /** {@code pulsar://host:port} for clients in this JVM. */
  public URI uri() {
    return URI.create("pulsar://" + address(PORT));
  }

  /** {@code pulsar://alias:6650} for clients in containers on the same network. */
  public URI networkUri() {
    return URI.create("pulsar://" + networkAddress(PORT));
  }

  /** {@code http://host:port} of the admin API, for this JVM. */
  public URI adminUrl() {
    return url(ADMIN_PORT);
  }

  /** {@code http://alias:8080}, the admin API for containers on the same network. */
  public URI networkAdminUrl() {
    return networkUrl(ADMIN_PORT);
  }

  /** The port on {@link #host()} that leads to the broker. */
  public int port() {
    return port(PORT);
  }
}
