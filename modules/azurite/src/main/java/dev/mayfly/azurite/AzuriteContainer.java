package dev.mayfly.azurite;

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
import java.util.function.UnaryOperator;

/**
 * A handle on Azurite, which is Azure's blobs, queues and tables, ready when each of the three
 * answers; each listens when its store is open, and not before. Immutable in its options: each
 * returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class AzuriteContainer implements Sliced<BlobContainers> {

  static final int BLOB_PORT = 10000;
  static final int QUEUE_PORT = 10001;
  static final int TABLE_PORT = 10002;

  private final ContainerSlot slot;

  private AzuriteContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** An Azurite 3.35 with its well-known account. */
  public static AzuriteContainer of() {
    return of("mcr.microsoft.com/azure-storage/azurite:3.35.0");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static AzuriteContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static AzuriteContainer of(ImageSource image) {
    return new AzuriteContainer(
            ContainerSpec.of(image)
                .expose(BLOB_PORT, QUEUE_PORT, TABLE_PORT)
                .command("azurite", "--location", "/data")
                .readyWhen(
                    ReadyWhen.allOf(answer(BLOB_PORT), answer(QUEUE_PORT), answer(TABLE_PORT))))
        .option("--blobHost", "0.0.0.0", "--queueHost", "0.0.0.0", "--tableHost", "0.0.0.0")
        .option("--skipApiVersionCheck", "--disableTelemetry", "--disableProductStyleUrl");
  }

  /** A question for no account is a bad one, to a service that reads questions. */
  private static Readiness answer(int port) {
    return ReadyWhen.http("/").port(port).status(400);
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out names of containers of blobs, as {@link BlobContainers} says. */
  @Override
  public SliceMaker<BlobContainers> slices(RunningContainer container, String run) {
    return new BlobContainerMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public AzuriteContainer customize(UnaryOperator<ContainerSpec> change) {
    return new AzuriteContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * An account in place of the well-known one.
   *
   * @param key in Base64
   * @throws IllegalArgumentException if Azure would not know the name or the key for one
   */
  public AzuriteContainer account(String name, String key) {
    return customize(new Account(name, key)::in);
  }

  /** An option of the command line, such as {@code option("--loose")}. */
  public AzuriteContainer option(String... arguments) {
    return customize(spec -> spec.addArguments(arguments));
  }

  /** The account's name. */
  public String accountName() {
    return account().name();
  }

  /** The account's key, in Base64. */
  public String accountKey() {
    return account().key();
  }

  private Account account() {
    return Account.of(slot.spec().env());
  }

  /** What clients in this JVM connect with: the account, its key, and where the services are. */
  public String connectionString() {
    return account().connectionString(url(BLOB_PORT), url(QUEUE_PORT), url(TABLE_PORT));
  }

  /** The same for containers on the same network. */
  public String networkConnectionString() {
    return account()
        .connectionString(networkUrl(BLOB_PORT), networkUrl(QUEUE_PORT), networkUrl(TABLE_PORT));
  }

  /** {@code http://host:port/account}, the blobs for this JVM. */
  public URI url() {
    return account().at(url(BLOB_PORT));
  }

  /** {@code http://alias:10000/account}, the blobs for containers on the same network. */
  public URI networkUrl() {
    return account().at(networkUrl(BLOB_PORT));
  }

  /** The port on {@link #host()} that leads to the blobs. */
  public int port() {
    return port(BLOB_PORT);
  }
}
