package dev.mayfly.kafka;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A handle on an Apicurio Registry, which speaks the language of Confluent's Schema Registry; ready
 * when its health says so: it has read what its storage holds, before which it answers without it.
 *
 * <p>It keeps schemas in memory, unless {@link #kafka} says in which broker. Immutable in its
 * options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class SchemaRegistryContainer implements ContainerHandle {

  private static final int PORT = 8080;
  private static final int MANAGEMENT_PORT = 9000;

  /**
   * Version 7 of Confluent's API, below which its clients append {@code /subjects} and the like.
   */
  private static final String API = "/apis/ccompat/v7";

  /** A test's registry does not live long enough for the second compiler. */
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1 -Xmx256m";

  /**
   * Takes the place of the collector that the official image's script chooses; a JVM that is given
   * two does not start.
   */
  private static final String COLLECTOR = "-XX:+UseSerialGC";

  private final ContainerSlot slot;

  private SchemaRegistryContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** An Apicurio Registry 3.3. */
  public static SchemaRegistryContainer of() {
    return of("apicurio/apicurio-registry:3.3.3");
  }

  /**
   * A registry from the official image, of version 3.3 or later, or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static SchemaRegistryContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static SchemaRegistryContainer of(ImageSource image) {
    return new SchemaRegistryContainer(
        ContainerSpec.of(image)
            .expose(PORT, MANAGEMENT_PORT)
            .env("JAVA_TOOL_OPTIONS", QUICK_TO_START)
            .env("GC_CONTAINER_OPTIONS", COLLECTOR)
            .startTimeout(Duration.ofMinutes(3))
            .readyWhen(ReadyWhen.http("/health/ready").port(MANAGEMENT_PORT)));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public SchemaRegistryContainer customize(UnaryOperator<ContainerSpec> change) {
    return new SchemaRegistryContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * Keeps schemas in Kafka, so that they outlive the registry.
   *
   * @param bootstrapServers as containers beside the broker know it, such as {@code broker:9093};
   *     it must be ready first, by {@code @Container(dependsOn = "broker")}
   */
  public SchemaRegistryContainer kafka(String bootstrapServers) {
    String servers = Given.name(bootstrapServers, "kafka");
    return customize(
        spec ->
            spec.env("APICURIO_STORAGE_KIND", "kafkasql")
                .env("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", servers));
  }

  /** The port on {@link #host()} that leads to the registry. */
  public int port() {
    return port(PORT);
  }

  /** What a serializer in this JVM takes as {@code schema.registry.url}. */
  public URI url() {
    return url(PORT).resolve(API);
  }

  /** The same for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(PORT).resolve(API);
  }
}
