package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Durations;
import dev.mayfly.Keep;
import dev.mayfly.PullPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users can set, read once and passed on. Immutable and thread-safe.
 *
 * <p>The first of these that has a value counts: what the caller gives (in JUnit its configuration
 * parameters), system properties, environment variables ({@code mayfly.start.timeout} is {@code
 * MAYFLY_START_TIMEOUT}), {@code mayfly.properties} on the class path, and {@code
 * .mayfly.properties} in the user's home. Nothing is ever written there.
 */
public final class Settings {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.settings");

  private final List<SettingSource> sources;

  Settings(List<SettingSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The settings of this JVM. */
  public static Settings load() {
    return load(name -> Optional.empty());
  }

  /** The settings of this JVM, with {@code first} asked before all others. */
  public static Settings load(Function<String, Optional<String>> first) {
    return load(first, Set.of());
  }

  /**
   * The same.
   *
   * @param names what {@code first} has values for, as far as that is known, so that misspelt names
   *     are told of
   */
  public static Settings load(Function<String, Optional<String>> first, Set<String> names) {
    Path home = Path.of(System.getProperty("user.home", "."));
    return new Settings(
        List.of(
            SettingSource.given(first, names),
            SettingSource.systemProperties(),
            SettingSource.environment(System.getenv()),
            SettingSource.resource("mayfly.properties"),
            SettingSource.file(home.resolve(".mayfly.properties"))));
  }

  /** Settings that have just these values. */
  public static Settings of(Map<String, String> values) {
    return new Settings(List.of(SettingSource.values("by the caller", Map.copyOf(values))));
  }

  /** The value of a setting by its full name, such as {@code mayfly.start.timeout}. */
  public Optional<String> get(String name) {
    for (SettingSource source : sources) {
      Optional<String> value = source.get(name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** The values of all settings that have one now, by their full names. */
  public Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (Setting<?> setting : SettingTable.ALL) {
      names(setting).forEach(name -> get(name).ifPresent(value -> values.put(name, value)));
    }
    return values;
  }

  /** All settings with what counts for each and where that was set, sorted by name. */
  public List<SettingValue> explain() {
    return SettingTable.ALL.stream()
        .flatMap(setting -> names(setting).map(name -> explain(setting, name)))
        .sorted(Comparator.comparing(SettingValue::name))
        .toList();
  }

  private SettingValue explain(Setting<?> setting, String name) {
    for (SettingSource source : sources) {
      Optional<String> value = source.get(name);
      if (value.isPresent()) {
        return new SettingValue(name, value.get(), source.place(), setting.help());
      }
    }
    return new SettingValue(name, setting.standard(), null, setting.help());
  }

  private Stream<String> names(Setting<?> setting) {
    return setting.isFamily()
        ? sources.stream().flatMap(source -> source.members(setting))
        : Stream.of(setting.name());
  }

  /**
   * Reads all that have a value, so that one which can't be read is told before work begins, and
   * warns of names that no setting has.
   *
   * @throws DeclarationException if one can't be read
   */
  void requireReadable() {
    unknown().forEach(LOG::warn);
    for (Setting<?> setting : SettingTable.ALL) {
      names(setting).forEach(name -> get(name).ifPresent(text -> setting.read(name, text)));
    }
  }

  /** What to tell of names that no setting has; JUnit hands on some that are system properties. */
  List<String> unknown() {
    Map<String, String> warnings = new LinkedHashMap<>();
    for (SettingSource source : sources) {
      source.unknown().forEach(name -> warnings.putIfAbsent(name, source.warning(name)));
    }
    return List.copyOf(warnings.values());
  }

  /** The names of further engines that {@code mayfly.engine.NAME} has addresses for, sorted. */
  public List<String> engineNames() {
    return names(SettingTable.ENGINE_OF)
        .map(SettingTable.ENGINE_OF::memberIn)
        .sorted()
        .distinct()
        .toList();
  }

  /**
   * The engines over which containers are spread, {@code mayfly.engines}; empty unless it is set.
   *
   * @throws DeclarationException if one has no address
   */
  public List<String> engines() {
    List<String> names = find(SettingTable.ENGINES).orElse(List.of());
    for (String name : names) {
      if (engineAddress(name).isEmpty()) {
        throw new DeclarationException(
            "Setting mayfly.engines names \""
                + name
                + "\", whose address no setting has; set "
                + SettingTable.ENGINE_OF.member(name)
                + " to ssh://user@host, tcp://host:port, unix:///path or context:NAME.");
      }
    }
    return names;
  }

  /** The address of a further engine, if it has one. */
  Optional<String> engineAddress(String name) {
    String setting = SettingTable.ENGINE_OF.member(name);
    boolean isOther =
        SettingTable.called(setting, text -> text).filter(SettingTable.ENGINE_OF::equals).isEmpty();
    return isOther ? Optional.empty() : get(setting);
  }

  /** What is wrong with the engine that a description names; asks no engine. */
  public Optional<String> engineProblem(ContainerSpec spec) {
    String name = spec.engine();
    if (name == null || engineAddress(name).isPresent()) {
      return Optional.empty();
    }
    String setting = SettingTable.ENGINE_OF.member(name);
    String others =
        SettingTable.nearest(name, engineNames().stream())
            .map(near -> ", or name one that is set: " + engineNames() + ", most like it " + near)
            .orElse("");
    return Optional.of(
        "it is to run on engine \""
            + name
            + "\", whose address no setting has. try: set "
            + setting
            + " to ssh://user@host, tcp://host:port, unix:///path or context:NAME"
            + others
            + ".");
  }

  /** What a setting is, if it has a value or a default. */
  private <T> Optional<T> find(Setting<T> setting) {
    String standard = setting.standard();
    return get(setting.name())
        .or(() -> Optional.of(standard).filter(text -> !text.isEmpty()))
        .map(text -> setting.read(setting.name(), text));
  }

  private <T> T read(Setting<T> setting) {
    return find(setting).orElseThrow();
  }

  /** How long a container may take to become ready, {@code mayfly.start.timeout}, 60 s. */
  public Duration startTimeout() {
    return stretched(read(SettingTable.START_TIMEOUT));
  }

  /** A container's own limit, stretched by {@code mayfly.timeout.factor} for slow machines. */
  public Duration stretched(Duration limit) {
    double millis = Durations.bounded(limit).toMillis() * read(SettingTable.TIMEOUT_FACTOR);
    return Durations.bounded(Duration.ofMillis((long) millis));
  }

  /** How long the reaper waits for a lost connection to come back, {@code mayfly.reaper.grace}. */
  public Duration reaperGrace() {
    return read(SettingTable.REAPER_GRACE);
  }

  /** How long a session may take to close when the JVM ends, {@code mayfly.shutdown.timeout}. */
  Duration shutdownTimeout() {
    return read(SettingTable.SHUTDOWN_TIMEOUT);
  }

  /**
   * How long a build's containers live on when its last JVM has left, {@code mayfly.build.linger}.
   */
  public Duration buildLinger() {
    return read(SettingTable.BUILD_LINGER);
  }

  /**
   * Whether what a run leaves is for the next one, {@code mayfly.reuse}: {@code off}, and so on.
   */
  String reuse() {
    return read(SettingTable.REUSE);
  }

  /** How long it stays unused, {@code mayfly.reuse.for}. */
  Duration reuseFor() {
    return read(SettingTable.REUSE_FOR);
  }

  /** The part of the engine's memory that it may take, {@code mayfly.reuse.memory}. */
  double reuseMemory() {
    return read(SettingTable.REUSE_MEMORY);
  }

  /** How many containers stay, {@code mayfly.reuse.most}. */
  int reuseAtMost() {
    return read(SettingTable.REUSE_MOST);
  }

  /** Whether a reaper guards the session, {@code mayfly.reaper.enabled}. */
  public boolean reaperEnabled() {
    return read(SettingTable.REAPER_ENABLED);
  }

  /** Whether what dead sessions left is removed at the start, {@code mayfly.sweep.enabled}. */
  public boolean sweepEnabled() {
    return read(SettingTable.SWEEP_ENABLED);
  }

  /**
   * Whether a run prepares what its plan tells before the first test, {@code mayfly.early.enabled}.
   */
  public boolean earlyEnabled() {
    return read(SettingTable.EARLY_ENABLED);
  }

  /**
   * The part of the engine's memory that containers may take ahead of their classes, {@code
   * mayfly.early.memory}, a quarter.
   */
  public double earlyMemory() {
    return read(SettingTable.EARLY_MEMORY);
  }

  /**
   * How many containers are started at once ahead of their classes, {@code mayfly.early.starts}.
   *
   * @param processors of the engine, which is the number unless another is set
   */
  public int earlyStarts(int processors) {
    return (int)
        Math.ceil(find(SettingTable.EARLY_STARTS).orElse((double) Math.max(1, processors)));
  }

  /**
   * Whether containers of scope suite stay until the JVM has ended, {@code mayfly.suite.end}.
   *
   * @param isUsedUntilThen whether something is known that uses them until then
   */
  public boolean suiteEndsWithJvm(boolean isUsedUntilThen) {
    String end = read(SettingTable.SUITE_END);
    return end.equals("jvm") || (end.equals("auto") && isUsedUntilThen);
  }

  /** Whether something left behind at the end fails the run, {@code mayfly.leaks.fail}. */
  public boolean leaksFail() {
    return read(SettingTable.LEAKS_FAIL);
  }

  /** When images are pulled, {@code mayfly.pull}. */
  public PullPolicy pullPolicy() {
    return read(SettingTable.PULL).get();
  }

  /** How often a pull is tried where that can help, {@code mayfly.pull.attempts}. */
  int pullAttempts() {
    return read(SettingTable.PULL_ATTEMPTS);
  }

  /** Whether images for another processor are refused, {@code mayfly.images.emulated}. */
  boolean refusesEmulation() {
    return read(SettingTable.IMAGES_EMULATED).equals("fail");
  }

  /** What is done with the build's lock file, {@code mayfly.images.lock}. */
  String imageLock() {
    return read(SettingTable.IMAGES_LOCK);
  }

  /** Where the lock file is or would be, {@code mayfly.images.lock.file}. */
  Path imageLockFile() {
    return BuildPlace.root().resolve(find(SettingTable.IMAGES_LOCK_FILE).orElse("mayfly.lock"));
  }

  /** Whether somebody has said where the lock file is. */
  boolean namesImageLockFile() {
    return find(SettingTable.IMAGES_LOCK_FILE).isPresent();
  }

  /** Whether all images that are built stay for the next run, {@code mayfly.images.kept}. */
  boolean keepsImages() {
    return read(SettingTable.IMAGES_KEPT);
  }

  /** How many of them stay and for how long, {@code mayfly.images.kept.most} and the others. */
  KeptBounds keptImages() {
    return new KeptBounds(
        read(SettingTable.IMAGES_KEPT_MOST).intValue(),
        read(SettingTable.IMAGES_KEPT_SIZE),
        read(SettingTable.IMAGES_KEPT_FOR));
  }

  /** What has the images of a registry, or of a path in one, {@code mayfly.images.mirror.NAME}. */
  Optional<String> mirrorOf(String registryAndPath) {
    String name = SettingTable.IMAGES_MIRROR.member(registryAndPath);
    return get(name).map(text -> SettingTable.IMAGES_MIRROR.read(name, text));
  }

  /** Where mirrors are, but for those that only keep a name of their own registry as it is. */
  Stream<String> mirrorRegistries() {
    return names(SettingTable.IMAGES_MIRROR)
        .distinct()
        .flatMap(name -> mirrorRegistry(SettingTable.IMAGES_MIRROR.memberIn(name)).stream());
  }

  private Optional<String> mirrorRegistry(String of) {
    return mirrorOf(of)
        .map(place -> place.split("/", 2)[0])
        .filter(registry -> !Setting.variable(of).startsWith(Setting.variable(registry)));
  }

  /** What is put before the names of images, {@code mayfly.images.prefix}. */
  Optional<String> imagePrefix() {
    return find(SettingTable.IMAGES_PREFIX);
  }

  /**
   * Whether containers that name no network join the session's, {@code mayfly.network}: {@code
   * session}, {@code none}.
   */
  public boolean sessionNetwork() {
    return read(SettingTable.NETWORK).equals("session");
  }

  /**
   * Whether tests with containers are skipped if no engine answers, {@code mayfly.engine.missing}.
   */
  public boolean skipsWithoutEngine() {
    return read(SettingTable.ENGINE_MISSING).equals("skip");
  }

  /** How many slices are made before a test asks, {@code mayfly.isolation.ahead}. */
  public int slicesAhead() {
    return read(SettingTable.ISOLATION_AHEAD);
  }

  /** The scope of static fields that say none, {@code mayfly.scope.static}, as it is written. */
  public String scopeOfStatics() {
    return read(SettingTable.SCOPE_STATIC);
  }

  /** The same of instance fields and parameters, {@code mayfly.scope.instance}. */
  public String scopeOfInstances() {
    return read(SettingTable.SCOPE_INSTANCE);
  }

  /** Whether containers of what failed stay for a look, {@code mayfly.keep}. */
  Keep keep() {
    return read(SettingTable.KEEP);
  }

  /** How long they stay, {@code mayfly.keep.for}. */
  Duration keptFor() {
    return read(SettingTable.KEEP_FOR);
  }

  /** How many stay, {@code mayfly.keep.most}. */
  int keptAtMost() {
    return read(SettingTable.KEEP_MOST).intValue();
  }

  /** Where what containers log goes, {@code mayfly.logs}: {@code slf4j}, {@code file}. */
  Set<String> logs() {
    return read(SettingTable.LOGS);
  }

  /** The forms of the run's report, {@code mayfly.report}. */
  Set<String> report() {
    return read(SettingTable.REPORT);
  }

  /** Whether containers start from snapshots, {@code mayfly.snapshots}. */
  boolean usesSnapshots() {
    return !read(SettingTable.SNAPSHOTS).equals("off");
  }

  /** Whether those that are not there are made, {@code mayfly.snapshots}. */
  boolean makesSnapshots() {
    return read(SettingTable.SNAPSHOTS).equals("on");
  }

  /** How many are kept, {@code mayfly.snapshots.most}. */
  int snapshotsAtMost() {
    return read(SettingTable.SNAPSHOTS_MOST);
  }

  /** How many bytes they may take together, {@code mayfly.snapshots.gigabytes}. */
  long snapshotBytes() {
    return (long) (read(SettingTable.SNAPSHOTS_GIGABYTES) * 1e9);
  }

  /** How long one stays from which nothing starts, {@code mayfly.snapshots.age}. */
  Duration snapshotAge() {
    return read(SettingTable.SNAPSHOTS_AGE);
  }

  /** A limit of the family {@code mayfly.start.budget}, stretched for slow machines. */
  Optional<Duration> limit(String name) {
    return get(name).map(text -> stretched(SettingTable.START_BUDGET.read(name, text)));
  }

  /** Whether a container that is too slow is a failed start, {@code mayfly.start.budget.fail}. */
  boolean slowStartsFail() {
    return read(SettingTable.START_BUDGET_FAIL);
  }
}
