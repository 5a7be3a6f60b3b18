package dev.mayfly.artemis;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A handle on an ActiveMQ Artemis broker, ready when it says itself, by its console, that it is
 * active. What clients send is not forced to the disk. Immutable in its options: each returns a
 * copy. Thread-safe.
 */
@CheckReturnValue
public final class ArtemisContainer implements Sliced<ArtemisAddresses> {

  static final int PORT = 61616;
  static final int CONSOLE_PORT = 8161;
  private static final String CREATION = "EXTRA_ARGS";
  private static final String OVERRIDES = "/var/lib/artemis-instance/etc-override/";

  private final ContainerSlot slot;

  private ArtemisContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** An Artemis 2 whose user {@code artemis} has that password. */
  public static ArtemisContainer of() {
    return of("apache/activemq-artemis:2.42.0");
  }

  /**
   * A broker from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static ArtemisContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static ArtemisContainer of(ImageSource image) {
    String console = "--http-host 0.0.0.0 --relax-jolokia";
    return new ArtemisContainer(
            ContainerSpec.of(image)
                .expose(PORT, CONSOLE_PORT)
                .env(CREATION, console + " --no-autotune --nio --no-fsync")
                .env("JAVA_ARGS_APPEND", "-XX:TieredStopAtLevel=1")
                .readyWhen(new ActiveReadiness())
                .startTimeout(Duration.ofMinutes(3)))
        .customize(new Login("artemis", "artemis")::in);
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out names of addresses, as {@link ArtemisAddresses} says. */
  @Override
  public SliceMaker<ArtemisAddresses> slices(RunningContainer container, String run) {
    return new AddressMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public ArtemisContainer customize(UnaryOperator<ContainerSpec> change) {
    return new ArtemisContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** The user that the broker lets in. */
  public ArtemisContainer user(String name) {
    return customize(spec -> Login.of(spec.env()).user(name).in(spec));
  }

  /** The user's password. */
  public ArtemisContainer password(String password) {
    return customize(spec -> Login.of(spec.env()).password(password).in(spec));
  }

  /**
   * Queues that are there from the start, all in one call; others are made when they are first
   * used.
   */
  public ArtemisContainer queues(String... names) {
    return option("--queues", String.join(",", Given.names(names, "queues")));
  }

  /**
   * An option of {@code artemis create}, which the image makes its broker with, such as {@code
   * option("--addresses", "news")}.
   *
   * @throws IllegalArgumentException if a word of it holds a blank, at which the image would cut it
   */
  public ArtemisContainer option(String... words) {
    for (String word : Given.names(words, "option")) {
      if (word.chars().anyMatch(Character::isWhitespace)) {
        throw new IllegalArgumentException(
            "The image would cut the option " + Given.quoted(word) + " at its blank.");
      }
    }
    String more = " " + String.join(" ", words);
    return customize(spec -> spec.env(CREATION, spec.env().getOrDefault(CREATION, "") + more));
  }

  /** A file of the broker's folder {@code etc}, such as {@code broker.xml}, in place of its own. */
  public ArtemisContainer config(String name, FileSource file) {
    String path = OVERRIDES + Given.name(name, "config");
    CopiedFile readable = CopiedFile.of(Given.value(file, "file"), path).mode(0644);
    return customize(spec -> spec.copy(readable));
  }

  public String user() {
    return Login.of(slot.spec().env()).user();
  }

  public String password() {
    return Login.of(slot.spec().env()).password();
  }

  /** {@code tcp://host:port} for clients in this JVM; AMQP, STOMP and MQTT are at the same port. */
  public URI uri() {
    return URI.create("tcp://" + address(PORT));
  }

  /** {@code tcp://alias:61616} for containers on the same network. */
  public URI networkUri() {
    return URI.create("tcp://" + networkAddress(PORT));
  }

  /** {@code http://host:port} of the console, for this JVM. */
  public URI consoleUrl() {
    return url(CONSOLE_PORT);
  }

  /** The port on {@link #host()} that leads to the broker. */
  public int port() {
    return port(PORT);
  }
}
