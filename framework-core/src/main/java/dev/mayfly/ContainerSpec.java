package dev.mayfly;

import dev.mayfly.Options.Option;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of a container: which image, with what, and when it counts as ready.
 *
 * <p>Immutable: every option returns a copy. Specs with equal options are equal.
 */
@CheckReturnValue
public final class ContainerSpec {

  private static final int MOST_SHOWN = 20_000;
  private static final int MOST_ATTEMPTS = 10;

  private static final Option<@Nullable String> NAME = new Option<@Nullable String>("name", null);
  private static final Option<@Nullable List<String>> COMMAND =
      new Option<@Nullable List<String>>("command", null);
  private static final Option<@Nullable List<String>> ENTRYPOINT =
      new Option<@Nullable List<String>>("entrypoint", null);
  private static final Option<Map<String, String>> ENV = new Option<>("env", Map.of());
  private static final Option<Map<String, String>> LABELS = new Option<>("labels", Map.of());
  private static final Option<@Nullable String> DIRECTORY =
      new Option<@Nullable String>("workingDirectory", null);
  private static final Option<@Nullable String> USER = new Option<@Nullable String>("user", null);
  private static final Option<@Nullable String> HOSTNAME =
      new Option<@Nullable String>("hostname", null);
  private static final Option<List<Port>> PORTS = new Option<>("ports", List.of());
  private static final Option<Map<String, Integer>> FIXED = new Option<>("fixedPorts", Map.of());
  private static final Option<List<Timed>> HOOKS = new Option<>("hooks", List.of());
  private static final Option<Boolean> STABLE = new Option<>("stableAddress", false);
  private static final Option<Map<String, Integer>> LOCAL = new Option<>("stablePorts", Map.of());
  private static final Option<List<Mount>> MOUNTS = new Option<>("mounts", List.of());
  private static final Option<List<CopiedFile>> FILES = new Option<>("files", List.of());
  private static final Option<Map<String, String>> HOSTS = new Option<>("extraHosts", Map.of());
  private static final Option<@Nullable List<Integer>> HOST_PORTS =
      new Option<@Nullable List<Integer>>("hostPorts", null);
  private static final Option<List<NetworkAttachment>> NETWORKS =
      new Option<>("networks", List.of());
  private static final Option<Resources> RESOURCES = new Option<>("resources", Resources.none());
  private static final Option<Boolean> PRIVILEGED = new Option<>("privileged", false);
  private static final Option<Boolean> INIT = new Option<>("init", false);
  private static final Option<@Nullable String> PLATFORM =
      new Option<@Nullable String>("platform", null);
  private static final Option<@Nullable PullPolicy> PULL =
      new Option<@Nullable PullPolicy>("pull", null);
  private static final Option<List<String>> CAPABILITIES = new Option<>("capAdd", List.of());
  private static final Option<List<String>> DROPPED = new Option<>("capDrop", List.of());
  private static final Option<Readiness> READINESS = new Option<>("ready", ReadyWhen.usual());
  private static final Option<@Nullable Duration> TIMEOUT =
      new Option<@Nullable Duration>("startTimeout", null);
  private static final Option<Integer> ATTEMPTS = new Option<>("startAttempts", 1);
  private static final Option<List<Consumer<LogLine>>> LOGS =
      new Option<>("logConsumers", List.of());
  private static final Option<List<Witness<RunningContainer>>> WITNESSES =
      new Option<>("witnesses", List.of());
  private static final Option<Keep> KEEP = new Option<>("keep", Keep.DEFAULT);
  private static final Option<@Nullable Kept> SNAPSHOT =
      new Option<@Nullable Kept>("snapshot", null);
  private static final Option<List<String>> SECRETS = new Option<>("secrets", List.of());
  private static final Option<List<String>> SECRET_ENV = new Option<>("secretEnv", List.of());
  private static final Option<@Nullable String> PATCH =
      new Option<@Nullable String>("createPatch", null);
  private static final Option<@Nullable String> ENGINE =
      new Option<@Nullable String>("engine", null);
  private static final Option<@Nullable ContainerStarter<ContainerSpec>> STARTER =
      new Option<@Nullable ContainerStarter<ContainerSpec>>("startedBy", null);

  private final ImageSource image;
  private final Options options;

  private ContainerSpec(ImageSource image, Options options) {
    this.image = image;
    this.options = options;
  }

  /**
   * Describes a container of an image.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static ContainerSpec of(String image) {
    return of(ImageName.parse(image));
  }

  public static ContainerSpec of(ImageSource image) {
    return new ContainerSpec(Given.value(image, "image"), Options.none());
  }

  private <T> ContainerSpec put(Option<? super T> option, T value) {
    return new ContainerSpec(image, options.put(option, value));
  }

  private <T> ContainerSpec add(Option<List<T>> option, List<? extends T> elements) {
    return new ContainerSpec(image, options.add(option, elements));
  }

  private <V> ContainerSpec add(Option<Map<String, V>> option, String key, V value) {
    return new ContainerSpec(image, options.add(option, key, value));
  }

  /** The same container from another image. */
  public ContainerSpec image(ImageSource other) {
    return new ContainerSpec(Given.value(other, "image"), options);
  }

  /** A fixed name on the engine; without it each container gets a readable one of its own. */
  public ContainerSpec name(String engineName) {
    if (!Given.value(engineName, "name").matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          Given.quoted(engineName) + " is no container name: two or more letters, digits, _ . -");
    }
    return put(NAME, engineName);
  }

  /** The arguments that replace the image's CMD. */
  public ContainerSpec command(String... arguments) {
    return put(COMMAND, Given.texts(arguments, "command"));
  }

  /**
   * Arguments after those of the command, such as one more flag of a server.
   *
   * @throws IllegalArgumentException if no command is set: the image's own is not known here
   */
  public ContainerSpec addArguments(String... arguments) {
    List<String> more = Given.texts(arguments, "addArguments");
    List<String> before = command();
    if (before == null) {
      throw new IllegalArgumentException(
          "There is no command that arguments could be added to, and the image's own is not known"
              + " here. try: command(…) with all of it.");
    }
    return put(COMMAND, Stream.concat(before.stream(), more.stream()).toList());
  }

  public ContainerSpec entrypoint(String... programAndArguments) {
    return put(ENTRYPOINT, Given.texts(programAndArguments, "entrypoint"));
  }

  public ContainerSpec env(String variable, String value) {
    String name = Given.variable(variable, "env");
    return add(ENV, name, Given.text(value, "env " + Given.quoted(name)));
  }

  /** Several variables, as if each were given by itself. */
  public ContainerSpec env(Map<String, String> variables) {
    ContainerSpec all = this;
    for (Map.Entry<String, String> one : Given.value(variables, "env").entrySet()) {
      all = all.env(one.getKey(), one.getValue());
    }
    return all;
  }

  /**
   * A variable whose value is a secret though its name does not say so; else as {@link #env(String,
   * String)}. What is starred in what Mayfly writes is told at {@link #secrets()}.
   */
  public ContainerSpec secretEnv(String variable, String value) {
    String name = Given.variable(variable, "secretEnv");
    String text = Given.text(value, "secretEnv " + Given.quoted(name));
    return add(ENV, name, text).add(SECRET_ENV, List.of(name));
  }

  /**
   * Values that are secret wherever they appear: starred in all that Mayfly writes, as told at
   * {@link #secrets()}. What {@link RunningContainer#logs} and commands return stays as it is.
   *
   * @throws IllegalArgumentException if one has fewer than 4 characters: stars for each such text
   *     would make messages unreadable
   */
  public ContainerSpec secret(String... values) {
    return add(
        SECRETS,
        MarkedSecrets.of(
            values,
            ", or give it with secretEnv(name, value), which stars it where it is that variable's"
                + " value"));
  }

  /** Keys that begin with {@code dev.mayfly.} are Mayfly's own. */
  public ContainerSpec label(String key, String value) {
    String name = Given.name(key, "label's name");
    OwnLabels.requireOther(name);
    return add(LABELS, name, Given.text(value, "label " + Given.quoted(name)));
  }

  public ContainerSpec workingDirectory(String path) {
    return put(DIRECTORY, Given.path(path, "workingDirectory"));
  }

  /** User name or number, with an optional {@code :group}. */
  public ContainerSpec user(String user) {
    return put(USER, Given.text(user, "user"));
  }

  public ContainerSpec hostname(String hostname) {
    return put(HOSTNAME, HostNames.requireOwn(hostname));
  }

  /** TCP ports to map to free ports of the host. */
  public ContainerSpec expose(int... tcpPorts) {
    return expose(
        IntStream.of(Given.value(tcpPorts, "expose")).mapToObj(Port::tcp).toArray(Port[]::new));
  }

  public ContainerSpec expose(Port... ports) {
    return put(
        PORTS,
        Stream.concat(ports().stream(), Given.values(ports, "expose").stream())
            .distinct()
            .toList());
  }

  /** A port to map to a port of the host that the user chose; it must be free. */
  public ContainerSpec fixedPort(int hostPort, Port port) {
    Port ofHost = new Port(hostPort, Given.value(port, "fixedPort's port").protocol());
    return expose(port).add(FIXED, port.toString(), ofHost.number());
  }

  /**
   * Gives the exposed TCP ports an address of this JVM, on 127.0.0.1, that stays the same when the
   * container is stopped and started again, and that {@link Faults} can disturb. While the
   * container does not run, a connection is accepted and reset at once.
   */
  public ContainerSpec stableAddress() {
    return put(STABLE, true);
  }

  /**
   * The same, with a port of 127.0.0.1 that the user chose for one of the container's.
   *
   * @throws IllegalArgumentException if one of the two is no port
   */
  public ContainerSpec stableAddress(int containerPort, int localPort) {
    Port port = Port.tcp(containerPort);
    int chosen = Port.tcp(localPort).number();
    return expose(port).stableAddress().add(LOCAL, port.toString(), chosen);
  }

  public ContainerSpec mount(Mount... mounts) {
    return add(MOUNTS, Given.values(mounts, "mount"));
  }

  /** A file or directory to copy in before the process starts. */
  public ContainerSpec copy(FileSource source, String containerPath) {
    return copy(
        CopiedFile.of(
            Given.value(source, "copy's source"), Given.value(containerPath, "copy's path")));
  }

  public ContainerSpec copy(CopiedFile... files) {
    return add(FILES, Given.values(files, "copy"));
  }

  /** An entry for the container's hosts file; {@code host-gateway} stands for this machine. */
  public ContainerSpec extraHost(String name, String address) {
    return add(
        HOSTS, Given.host(name, "extraHost's name"), Given.name(address, "extraHost's address"));
  }

  /**
   * Lets the container reach TCP ports of the machine that this JVM runs on, 127.0.0.1 included, as
   * the same ports of {@code host.mayfly.internal}. That works wherever the engine is, and whether
   * somebody listens there already or only later. No other containers than those of its network
   * reach them.
   *
   * @param ports none for some that are known only later, when {@link
   *     RunningContainer#exposeHostPort} says them
   * @throws IllegalArgumentException if one is no port
   */
  public ContainerSpec exposeHostPort(int... ports) {
    return put(
        HOST_PORTS,
        Stream.concat(
                hostPorts().stream(),
                IntStream.of(Given.value(ports, "exposeHostPort")).map(Given::port).boxed())
            .distinct()
            .toList());
  }

  /**
   * The same for one port.
   *
   * @throws IllegalArgumentException if it is one of UDP, which is not carried
   */
  public ContainerSpec exposeHostPort(Port port) {
    if (Given.value(port, "exposeHostPort").protocol() != Protocol.TCP) {
      throw new IllegalArgumentException(
          "Containers reach TCP ports of this machine, not "
              + port
              + ". Let the server listen on TCP too; or, where it listens on all addresses of the"
              + " engine's own machine, use hostAccess().");
    }
    return exposeHostPort(port.number());
  }

  /**
   * Makes the machine that runs the engine known as {@code host.docker.internal}. It is reached as
   * any other machine is: not what listens on 127.0.0.1 alone there, for which {@link
   * #exposeHostPort(int...)} is.
   */
  public ContainerSpec hostAccess() {
    return extraHost("host.docker.internal", "host-gateway");
  }

  /** Joins a network; the first one named replaces the session's own network. */
  public ContainerSpec network(NetworkSpec network, String... aliases) {
    return add(
        NETWORKS,
        List.of(new NetworkAttachment(network, Given.values(aliases, "network's alias"))));
  }

  public ContainerSpec network(Network network, String... aliases) {
    return network(Given.value(network, "network").spec(), aliases);
  }

  public ContainerSpec resources(Resources limits) {
    return put(RESOURCES, limits);
  }

  /** The most memory that the container may use, in bytes. */
  public ContainerSpec memory(long bytes) {
    return resources(resources().memory(bytes));
  }

  /** How many processors' time it may use, such as 0.5. */
  public ContainerSpec cpus(double processors) {
    return resources(resources().cpus(processors));
  }

  /** The size of {@code /dev/shm}, in bytes. */
  public ContainerSpec sharedMemory(long bytes) {
    return resources(resources().sharedMemory(bytes));
  }

  public ContainerSpec ulimit(String name, long soft, long hard) {
    return resources(resources().ulimit(new Ulimit(name, soft, hard)));
  }

  public ContainerSpec addCapability(String... names) {
    return add(CAPABILITIES, Given.names(names, "addCapability"));
  }

  public ContainerSpec dropCapability(String... names) {
    return add(DROPPED, Given.names(names, "dropCapability"));
  }

  public ContainerSpec privileged() {
    return put(PRIVILEGED, true);
  }

  /** Puts a small init in front that reaps processes and forwards signals. */
  public ContainerSpec init() {
    return put(INIT, true);
  }

  /** The platform of the image, such as {@code linux/amd64}. */
  public ContainerSpec platform(String platform) {
    return put(PLATFORM, Given.name(platform, "platform"));
  }

  /**
   * Whether its image is pulled, as {@code pull(PullPolicy.never())}; what the setting {@code
   * mayfly.pull} says unless given. Of an image that is built it counts for the bases.
   */
  public ContainerSpec pull(PullPolicy policy) {
    return put(PULL, policy);
  }

  /** When the container counts as ready; {@link ReadyWhen#usual()} unless given. */
  public ContainerSpec readyWhen(Readiness readiness) {
    return put(READINESS, Given.value(readiness, "readyWhen"));
  }

  /**
   * How long the container may take from its process's start until it is ready, a year at most; the
   * setting {@code mayfly.start.timeout} unless given.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ContainerSpec startTimeout(Duration limit) {
    if (Given.value(limit, "startTimeout").isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "A start timeout of " + limit + " leaves no time to start.");
    }
    return put(TIMEOUT, limit);
  }

  /**
   * How often a container that does not become ready is started, each time as a new one and with
   * the whole start timeout: for a service that fails by chance. 1 unless given, 10 at most. Each
   * failed attempt is logged as a warning and is in the run's report; the failure of the last one
   * has those before as suppressed. What is {@link #startedBy} something else is tried once.
   *
   * @throws IllegalArgumentException if it is below 1 or above 10
   */
  public ContainerSpec startAttempts(int most) {
    if (most < 1 || most > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "startAttempts(" + most + "): from 1 to " + MOST_ATTEMPTS + " are possible.");
    }
    return put(ATTEMPTS, most);
  }

  /**
   * What to do at a moment of the container's life; hooks of one moment run in the order given, and
   * again when the container is started again. One that takes longer than the start timeout is
   * interrupted.
   *
   * <p>A hook that fails at {@link Moment#CREATED} to {@link Moment#READY} fails the start. One
   * that fails later is logged, and hides neither what went wrong before nor stops the removal.
   * Where the JVM was killed no hook runs.
   */
  public ContainerSpec when(Moment moment, LifecycleHook hook) {
    return add(
        HOOKS,
        List.of(new Timed(Given.value(moment, "when's moment"), Given.value(hook, "when's hook"))));
  }

  /** A hook and its moment. */
  private record Timed(Moment moment, LifecycleHook hook) {}

  /**
   * Gets each line of the container's log, from the first one on, while the container runs; also
   * after it was started again. The consumer has a thread of its own, which ends with the log:
   * neither a start nor the engine waits for it. When 10,000 lines wait, further ones are dropped,
   * and a line says how many. A consumer that throws gets no more lines.
   */
  public ContainerSpec logConsumer(Consumer<LogLine> consumer) {
    return add(LOGS, List.of(Given.value(consumer, "logConsumer")));
  }

  /** Whom to ask about a test that failed, beside the log; several are asked in the order given. */
  public ContainerSpec witness(Witness<RunningContainer> witness) {
    return add(WITNESSES, List.of(Given.value(witness, "witness")));
  }

  /** Whether the container stays on the engine after a failure, for a look at what is in it. */
  public ContainerSpec keep(Keep keep) {
    return put(KEEP, keep);
  }

  /** The same as {@link #snapshot(SnapshotSpec)} with nothing beside what the start makes. */
  public ContainerSpec snapshot() {
    return snapshot(SnapshotSpec.of());
  }

  /**
   * Lets its ready state be kept as an image, from which later runs start. What it is when tests
   * begin is kept, and nothing that they write: the image is made at the session's end, of another
   * container of the same description that is stopped in good order. It counts as long as the
   * image, this description and the content of its files are the same. What lies on a volume is in
   * no image: modules that have a {@code snapshot()} of their own keep their data elsewhere.
   */
  public ContainerSpec snapshot(SnapshotSpec spec) {
    return put(SNAPSHOT, new Kept(Given.value(spec, "snapshot"), null));
  }

  /**
   * The same with what code fills when the container is ready, before hooks of {@link
   * Moment#READY}: migrations, data. It runs in each container that did not start from the
   * snapshot, and in no other. If it fails, so does the start.
   *
   * @throws IllegalArgumentException if neither a version nor inputs stand for what it does
   */
  public ContainerSpec snapshot(SnapshotSpec spec, LifecycleHook preparation) {
    Kept kept =
        new Kept(Given.value(spec, "snapshot"), Given.value(preparation, "snapshot's preparation"));
    if (!spec.standsForCode()) {
      throw new IllegalArgumentException(
          "A snapshot is prepared by code, of which nobody can tell whether it does the same as in"
              + " the run before. try: inputs(FileSource.path(…)) with the migrations that it runs, or"
              + " version(\"1\"), which you raise when it changes.");
    }
    return put(SNAPSHOT, kept);
  }

  /** A snapshot, and what fills the container that it is made of. */
  private record Kept(SnapshotSpec spec, @Nullable LifecycleHook preparation) {}

  /**
   * The engine that runs it, by a name that the setting {@code mayfly.engine.NAME} gives an
   * address; the one that {@code mayfly.engine} and this machine lead to unless given.
   *
   * @throws IllegalArgumentException if {@code name} is none: letters, digits, {@code . - _}
   */
  public ContainerSpec engine(String name) {
    if (!Given.value(name, "engine").matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "engine "
              + Given.quoted(name)
              + " is no name: letters, digits, _ . -. Its address is for the setting"
              + " mayfly.engine.NAME.");
    }
    return put(ENGINE, name);
  }

  /**
   * Changes the engine's own create request, for what Mayfly has no option for: a JSON merge patch
   * (RFC 7386) on the body of the Docker Engine API's {@code POST /containers/create}, such as
   * {@code {"HostConfig": {"CgroupnsMode": "private"}}}. It can't take away or change Mayfly's own
   * labels.
   */
  public ContainerSpec createRequestPatch(String jsonMergePatch) {
    return put(PATCH, Given.value(jsonMergePatch, "createRequestPatch"));
  }

  /**
   * Lets something else create and start the container. What it does not tell of when it does, such
   * as files and a command, is its own matter. Two such descriptions are equal only if the very
   * same object starts both.
   */
  public ContainerSpec startedBy(ContainerStarter<ContainerSpec> starter) {
    return put(STARTER, starter);
  }

  public ImageSource image() {
    return image;
  }

  public @Nullable String name() {
    return options.get(NAME);
  }

  /** The arguments, or null for the image's own. */
  public @Nullable List<String> command() {
    return options.get(COMMAND);
  }

  public @Nullable List<String> entrypoint() {
    return options.get(ENTRYPOINT);
  }

  public Map<String, String> env() {
    return options.get(ENV);
  }

  public Map<String, String> labels() {
    return options.get(LABELS);
  }

  public @Nullable String workingDirectory() {
    return options.get(DIRECTORY);
  }

  public @Nullable String user() {
    return options.get(USER);
  }

  public @Nullable String hostname() {
    return options.get(HOSTNAME);
  }

  /** The exposed ports in the order given, each once. */
  public List<Port> ports() {
    return options.get(PORTS);
  }

  /** Ports in the engine's notation and the host's ports chosen for them. */
  public Map<String, Integer> fixedPorts() {
    return options.get(FIXED);
  }

  public boolean hasStableAddress() {
    return options.get(STABLE);
  }

  /** The container's ports and the ports of 127.0.0.1 chosen for them. */
  public Map<Port, Integer> stablePorts() {
    Map<String, Integer> chosen = options.get(LOCAL);
    return ports().stream()
        .filter(port -> chosen.containsKey(port.toString()))
        .collect(Collectors.toMap(port -> port, port -> chosen.get(port.toString())));
  }

  /** The ports of this machine that the user chose, in the engine's notation. */
  public Set<String> chosenPorts() {
    Set<String> chosen = new TreeSet<>();
    fixedPorts().forEach((port, host) -> chosen.add(host + port.substring(port.indexOf('/'))));
    stablePorts().forEach((port, local) -> chosen.add(local + "/tcp"));
    return chosen;
  }

  public List<Mount> mounts() {
    return options.get(MOUNTS);
  }

  public List<CopiedFile> files() {
    return options.get(FILES);
  }

  public Map<String, String> extraHosts() {
    return options.get(HOSTS);
  }

  /** Whether the container is to reach ports of this JVM's machine. */
  public boolean reachesHost() {
    return options.get(HOST_PORTS) != null;
  }

  /** The ports of this JVM's machine that the container is to reach, each once. */
  public List<Integer> hostPorts() {
    List<Integer> ports = options.get(HOST_PORTS);
    return ports == null ? List.of() : ports;
  }

  /** The networks to join; empty for the session's own. */
  public List<NetworkAttachment> networks() {
    return options.get(NETWORKS);
  }

  public Resources resources() {
    return options.get(RESOURCES);
  }

  public List<String> addedCapabilities() {
    return options.get(CAPABILITIES);
  }

  public List<String> droppedCapabilities() {
    return options.get(DROPPED);
  }

  public boolean isPrivileged() {
    return options.get(PRIVILEGED);
  }

  public boolean hasInit() {
    return options.get(INIT);
  }

  public @Nullable String platform() {
    return options.get(PLATFORM);
  }

  /** The container's own policy, or null for the setting's. */
  public @Nullable PullPolicy pull() {
    return options.get(PULL);
  }

  public Readiness readiness() {
    return options.get(READINESS);
  }

  /** The container's own limit, or null for the setting's. */
  public @Nullable Duration startTimeout() {
    return options.get(TIMEOUT);
  }

  /** How often a start is tried. */
  public int startAttempts() {
    return options.get(ATTEMPTS);
  }

  /** The hooks of a moment, in the order given. */
  public List<LifecycleHook> hooks(Moment moment) {
    return options.get(HOOKS).stream()
        .filter(timed -> timed.moment() == moment)
        .map(Timed::hook)
        .toList();
  }

  public List<Consumer<LogLine>> logConsumers() {
    return options.get(LOGS);
  }

  public List<Witness<RunningContainer>> witnesses() {
    return options.get(WITNESSES);
  }

  public Keep keep() {
    return options.get(KEEP);
  }

  /** What is kept of its state for later runs, or null for nothing. */
  public @Nullable SnapshotSpec snapshotSpec() {
    Kept kept = options.get(SNAPSHOT);
    return kept == null ? null : kept.spec();
  }

  /** What fills a container that did not start from a snapshot, or null for nothing. */
  public @Nullable LifecycleHook snapshotPreparation() {
    Kept kept = options.get(SNAPSHOT);
    return kept == null ? null : kept.preparation();
  }

  /** The name of the engine, or null for the usual one. */
  public @Nullable String engine() {
    return options.get(ENGINE);
  }

  public @Nullable String createRequestPatch() {
    return options.get(PATCH);
  }

  /** What creates and starts it, or null for Mayfly itself. */
  public @Nullable ContainerStarter<ContainerSpec> starter() {
    return options.get(STARTER);
  }

  /** All options that were given, by name, for those who compare descriptions across JVMs. */
  public Map<String, Object> options() {
    return options.values();
  }

  /** The values that were marked by {@link #secret}. */
  List<String> markedSecrets() {
    return options.get(SECRETS);
  }

  /** The variables that were marked by {@link #secretEnv}. */
  List<String> secretVariables() {
    return options.get(SECRET_ENV);
  }

  /**
   * The secrets that this description holds: values of variables, labels and arguments whose names
   * speak of a password, key, token or the like; passwords in addresses and connection strings, in
   * commands, in files whose content is given here; and what was marked by {@link #secret}, {@link
   * #secretEnv} and {@link FileSource#secret}.
   */
  public Secrets secrets() {
    SecretSearch search = new SecretSearch().shown(image.describe());
    search.names(secretVariables()).marked(markedSecrets());
    search.variables(env()).variables(labels());
    search.arguments(Objects.requireNonNullElse(command(), List.of()));
    search.arguments(Objects.requireNonNullElse(entrypoint(), List.of()));
    search.text(Objects.requireNonNullElse(createRequestPatch(), ""));
    search.text(readiness().describe());
    FileSecrets.find(files(), search);
    return (image instanceof ImageBuild build ? build.search(search) : search).found();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContainerSpec that
        && image.equals(that.image)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(image, options);
  }

  /** Without secrets, and of a very long description the begin and the end. */
  @Override
  public String toString() {
    Secrets secrets = secrets();
    Map<String, Object> shown = new TreeMap<>(options.values());
    shown.remove(SECRETS.name());
    shown.computeIfPresent(ENV.name(), (name, given) -> secrets.variables(env()));
    shown.computeIfPresent(LABELS.name(), (name, given) -> secrets.variables(labels()));
    return Excerpt.of(secrets.mask(image.describe() + " " + shown), MOST_SHOWN);
  }
}
