package dev.mayfly.kafka;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.MayflyException;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A handle on a Kafka broker without ZooKeeper, or on several in one container, ready when each
 * knows all under the addresses that clients use.
 *
 * <p>A broker has one listener for this JVM and one for containers of its network, and makes topics
 * that a client asks for. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class KafkaContainer implements Sliced<KafkaTopics> {

  /** A test's broker does not live long enough for the second compiler, nor for G1. */
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final ContainerSlot slot;
  private final Set<String> topics;

  /**
   * A handle.
   *
   * @param topics those that the description's readiness makes
   */
  private KafkaContainer(ContainerSpec spec, Set<String> topics) {
    this.slot = ContainerSlot.of(spec);
    this.topics = Set.copyOf(topics);
  }

  /** A Kafka 4.1. */
  public static KafkaContainer of() {
    return of("apache/kafka:4.1.0");
  }

  /**
   * A broker from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static KafkaContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static KafkaContainer of(ImageSource image) {
    ContainerSpec spec =
        ContainerSpec.of(image)
            .expose(AdvertisedListeners.PORT)
            .command("sh", "-c", AdvertisedListeners.WAIT_AND_START)
            .when(Moment.STARTED, new AdvertisedListeners())
            .env("KAFKA_HEAP_OPTS", "-Xmx256m")
            .env("KAFKA_JVM_PERFORMANCE_OPTS", QUICK_TO_START)
            .readyWhen(new BrokerReadiness());
    return new KafkaContainer(NodeSettings.one(spec), Set.of());
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out names of topics, as {@link KafkaTopics} says. */
  @Override
  public SliceMaker<KafkaTopics> slices(RunningContainer container, String run) {
    return new TopicMaker(container, run);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public KafkaContainer customize(UnaryOperator<ContainerSpec> change) {
    ContainerSpec changed = Given.value(change, "customize").apply(slot.spec());
    boolean stay = changed.readiness().equals(slot.spec().readiness());
    return new KafkaContainer(changed, stay ? topics : Set.of());
  }

  /** A setting of server.properties, such as {@code setting("log.retention.ms", "1000")}. */
  public KafkaContainer setting(String property, String value) {
    return customize(spec -> NodeSettings.set(spec, property, value));
  }

  /**
   * Several brokers, numbered from 1 on, in place of one: all in this container, with a port each,
   * and with their controller beside them, so that any of them can be stopped. Topics have copies
   * on three of them, or on both of two; {@code setting("default.replication.factor", "2")} changes
   * that. Settings, users and TLS are those of all.
   *
   * @throws IllegalArgumentException if they are fewer than 2 or more than 9, or given already
   */
  public KafkaContainer brokers(int count) {
    return customize(spec -> NodeSettings.several(spec, count));
  }

  /**
   * A topic that exists when the broker counts as ready. A readiness that is given later, with
   * {@link #customize}, takes the place of this one too.
   *
   * @throws IllegalArgumentException if there are fewer than 1 partitions, or the topic is there
   *     already
   */
  public KafkaContainer topic(String name, int partitions) {
    TopicReadiness topic = new TopicReadiness(Given.name(name, "topic"), partitions);
    if (topics.contains(name)) {
      throw new IllegalArgumentException("topic \"" + name + "\" is given twice");
    }
    ContainerSpec spec = slot.spec();
    return new KafkaContainer(
        spec.readyWhen(ReadyWhen.allOf(spec.readiness(), topic)),
        Stream.concat(topics.stream(), Stream.of(name)).collect(Collectors.toSet()));
  }

  /**
   * Lets clients in by TLS alone, those of this JVM and those in containers, at the same ports,
   * with a certificate for the addresses that the container has. {@link #clientProperties} trusts
   * it.
   *
   * @param names more names by which clients reach it
   */
  public KafkaContainer tls(String... names) {
    return customize(spec -> Access.tls(spec, names));
  }

  /**
   * Asks clients for a login, by SASL's mechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, and knows
   * one more user who may do everything; {@link #clientProperties(String)} has the login. A
   * readiness that is given later, with {@link #customize}, takes the place of SCRAM's too.
   *
   * @throws IllegalArgumentException if the name has other letters than a-z, A-Z, 0-9, {@code . _
   *     -}, or is there already, or the password is empty
   */
  public KafkaContainer user(String name, String password) {
    if (Given.text(password, "password").isEmpty()) {
      throw new IllegalArgumentException(
          "The password of " + Given.quoted(name) + " is empty. try: one of one letter.");
    }
    if (Access.isKnown(Access.name(name), slot.spec().env())) {
      throw new IllegalArgumentException("user " + Given.quoted(name) + " is given twice");
    }
    ContainerSpec known = Access.user(slot.spec(), name, password);
    Readiness written = new ScramReadiness();
    boolean first = Access.users(slot.spec().env()).isEmpty();
    return new KafkaContainer(
        first ? known.readyWhen(ReadyWhen.allOf(known.readiness(), written)) : known, topics);
  }

  /**
   * What a client in this JVM is to be configured with: where the broker is, whom it trusts, and
   * the login of a {@link #user} if there is one, by the mechanism PLAIN.
   */
  public Map<String, String> clientProperties() {
    return clientProperties(Access.of(slot.spec().env()));
  }

  /**
   * The same with the login of this user.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Map<String, String> clientProperties(String user) {
    return clientProperties(Access.as(user, slot.spec().env()));
  }

  private Map<String, String> clientProperties(Access access) {
    Map<String, String> properties = access.clientProperties();
    properties.put("bootstrap.servers", bootstrapServers());
    if (access.byTls()) {
      properties.put("ssl.truststore.type", "PEM");
      properties.put("ssl.truststore.certificates", caCertificate());
    }
    return Map.copyOf(properties);
  }

  /**
   * What clients are to trust, as PEM.
   *
   * @throws IllegalStateException if it has no {@link #tls}
   */
  public String caCertificate() {
    return Access.certificates(slot.spec().env()).caCertificate(running());
  }

  /**
   * Stops one of several {@link #brokers} and waits for its end, at most a minute: it hands over
   * what it leads, so that the others go on. One that is stopped already stays so. When the
   * container is started again, all brokers run.
   *
   * @throws IllegalArgumentException if there is none of that number
   * @throws IllegalStateException if it is the only one
   */
  public void stopBroker(int number) {
    new ClusterProcesses(running()).stop(number);
  }

  /**
   * Kills one of several {@link #brokers}, as a crash would. The others notice after {@code
   * broker.session.timeout.ms}, which is 9 s unless set.
   *
   * @throws IllegalArgumentException if there is none of that number
   * @throws IllegalStateException if it is the only one
   */
  public void killBroker(int number) {
    new ClusterProcesses(running()).kill(number);
  }

  /**
   * Starts a broker that was stopped or killed, at the same ports, and waits until it is back in
   * the cluster with complete copies of what it missed.
   *
   * @throws IllegalArgumentException if there is none of that number
   * @throws IllegalStateException if it is the only one
   * @throws MayflyException if that takes longer than a minute
   */
  public void startBroker(int number) {
    new ClusterProcesses(running()).start(number);
  }

  /** The port on {@link #host()} that leads to the broker, the first of several. */
  public int port() {
    return port(AdvertisedListeners.PORT);
  }

  /** {@code host:port} for clients in this JVM, of each broker, with commas between them. */
  public String bootstrapServers() {
    return Brokers.bootstrapServers(running());
  }

  /**
   * {@code alias:9093} for clients in containers on the same network; of several brokers also
   * {@code alias:9193} and so on, with commas between them.
   */
  public String networkBootstrapServers() {
    return Brokers.networkBootstrapServers(running());
  }
}
