package dev.mayfly.localstack;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.InitScripts;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on LocalStack, which answers as AWS does. It is ready when its init scripts have ended
 * well and its health names every service that was asked for. Immutable in its options: each
 * returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class LocalStackContainer implements ContainerHandle {

  static final int PORT = 4566;
  static final String SERVICES = "SERVICES";

  /** What init scripts find, and commands in the container; the server itself checks no key. */
  private static final String REGION = "AWS_DEFAULT_REGION";

  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

  private static final InitScripts SCRIPTS =
      InitScripts.in("/etc/localstack/init/ready.d", ".sh", ".py").executable();

  private final ContainerSlot slot;

  private LocalStackContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A LocalStack 4.9, the community edition. */
  public static LocalStackContainer of() {
    return of("localstack/localstack:4.9");
  }

  /**
   * A LocalStack from the official image, of version 3 or later, or from one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static LocalStackContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static LocalStackContainer of(ImageSource image) {
    return new LocalStackContainer(
            ContainerSpec.of(image)
                .expose(PORT)
                .env("SQS_ENDPOINT_STRATEGY", "dynamic")
                .readyWhen(new ServicesReadiness()))
        .region("us-east-1")
        .credentials("test", "test");
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public LocalStackContainer customize(UnaryOperator<ContainerSpec> change) {
    return new LocalStackContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * Only these services, by AWS's names such as {@code s3} and {@code sqs}; all others answer that
   * they are disabled. Without it there are all that LocalStack has, each started when it is first
   * used.
   */
  public LocalStackContainer services(String... names) {
    String all = String.join(",", Given.names(names, "services"));
    return customize(spec -> spec.env(SERVICES, all));
  }

  /** The region that init scripts work in, and that {@link #region()} hands to clients. */
  public LocalStackContainer region(String name) {
    return customize(spec -> spec.env(REGION, Given.name(name, "region")));
  }

  /** Keys for clients; an access key of 12 digits is the account's number too. */
  public LocalStackContainer credentials(String accessKey, String secretKey) {
    return customize(
        spec ->
            spec.env(ACCESS_KEY, Given.name(accessKey, "accessKey"))
                .env(SECRET_KEY, Given.name(secretKey, "secretKey")));
  }

  /**
   * Shell scripts ({@code .sh}, or text; with a first line such as {@code #!/bin/bash}) or Python
   * programs ({@code .py}), run in the order given when all services can be used.
   */
  public LocalStackContainer initScript(FileSource... scripts) {
    return customize(spec -> SCRIPTS.add(spec, scripts));
  }

  /** The region that clients are told. */
  public String region() {
    return slot.spec().env().getOrDefault(REGION, "us-east-1");
  }

  /** The access key that clients are told. */
  public String accessKey() {
    return slot.spec().env().getOrDefault(ACCESS_KEY, "test");
  }

  /** The secret key that clients are told. */
  public String secretKey() {
    return slot.spec().env().getOrDefault(SECRET_KEY, "test");
  }

  /** {@code http://host:port}, the endpoint of all services for this JVM. */
  public URI url() {
    return url(PORT);
  }

  /** {@code http://alias:4566}, the same for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT);
  }

  /** The port on {@link #host()} that leads to all services. */
  public int port() {
    return port(PORT);
  }
}
