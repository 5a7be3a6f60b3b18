package dev.mayfly.runtime;

import dev.mayfly.Keep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What users can set, read once and passed on. Immutable and thread-safe.
 *
 * <p>The first of these that has a value counts: what the caller gives (in JUnit its configuration
 * parameters), system properties, environment variables ({@code mayfly.start.timeout} is {@code
 * MAYFLY_START_TIMEOUT}), {@code mayfly.properties} on the class path, and {@code
 * .mayfly.properties} in the user's home. Nothing is ever written there.
 */
public final class Settings {

  private static final Duration LONGEST = Duration.ofDays(365);

  /** All that there are. */
  private static final List<String> NAMES =
      List.of(
          "mayfly.build.dir",
          "mayfly.build.id",
          "mayfly.build.linger",
          "mayfly.docker.host",
          "mayfly.early.enabled",
          "mayfly.early.memory",
          "mayfly.early.starts",
          "mayfly.engine",
          "mayfly.engine.missing",
          "mayfly.host",
          "mayfly.isolation.ahead",
          "mayfly.keep",
          "mayfly.keep.for",
          "mayfly.keep.most",
          "mayfly.leaks.fail",
          "mayfly.logs",
          "mayfly.network",
          "mayfly.pull",
          "mayfly.reaper.enabled",
          "mayfly.reaper.grace",
          "mayfly.reaper.socket",
          "mayfly.report",
          "mayfly.report.dir",
          "mayfly.scope.instance",
          "mayfly.scope.static",
          "mayfly.start.budget",
          "mayfly.start.budget.fail",
          "mayfly.start.timeout",
          "mayfly.sweep.enabled",
          "mayfly.timeout.factor",
          "mayfly.timings.file");

  private final List<Function<String, Optional<String>>> sources;

  private Settings(List<Function<String, Optional<String>>> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The settings of this JVM. */
  public static Settings load() {
    return load(name -> Optional.empty());
  }

  /** The settings of this JVM, with {@code first} asked before all others. */
  public static Settings load(Function<String, Optional<String>> first) {
    Properties project = classPath("mayfly.properties");
    Properties home = file(Path.of(System.getProperty("user.home", "."), ".mayfly.properties"));
    return new Settings(
        List.of(
            first,
            name -> Optional.ofNullable(System.getProperty(name)),
            name -> Optional.ofNullable(System.getenv(variable(name))),
            name -> Optional.ofNullable(project.getProperty(name)),
            name -> Optional.ofNullable(home.getProperty(name))));
  }

  /** Settings that have just these values. */
  public static Settings of(Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new Settings(List.of(name -> Optional.ofNullable(copy.get(name))));
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The value of a setting by its full name, such as {@code mayfly.start.timeout}. */
  public Optional<String> get(String name) {
    return sources.stream()
        .flatMap(source -> source.apply(name).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The values of all settings that have one now, by their full names. */
  public Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    NAMES.forEach(name -> get(name).ifPresent(value -> values.put(name, value)));
    return values;
  }

  /**
   * Reads all that have a form, so that a value which can't be read is told before work begins.
   *
   * @throws dev.mayfly.DeclarationException if one can't be read
   */
  void requireReadable() {
    startTimeout();
    reaperGrace();
    reaperEnabled();
    sweepEnabled();
    buildLinger();
    earlyEnabled();
    earlyMemory();
    earlyStarts(1);
    leaksFail();
    pullPolicy();
    sessionNetwork();
    keep();
    keptFor();
    keptAtMost();
    limit("mayfly.start.budget");
    slowStartsFail();
  }

  /** How long a container may take to become ready, {@code mayfly.start.timeout}, 60 s. */
  public Duration startTimeout() {
    double factor = number("mayfly.timeout.factor", 1);
    Duration plain = duration("mayfly.start.timeout", Duration.ofSeconds(60));
    return stretch(plain, factor);
  }

  /** A container's own limit, stretched by {@code mayfly.timeout.factor} for slow machines. */
  public Duration stretched(Duration limit) {
    return stretch(limit, number("mayfly.timeout.factor", 1));
  }

  private static Duration stretch(Duration plain, double factor) {
    return bounded(Duration.ofMillis((long) (bounded(plain).toMillis() * factor)));
  }

  /** What is meant to be without end is a year, which clocks can count. */
  private static Duration bounded(Duration limit) {
    return limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
  }

  /** How long the reaper waits for a lost connection to come back, {@code mayfly.reaper.grace}. */
  public Duration reaperGrace() {
    return duration("mayfly.reaper.grace", Duration.ofSeconds(10));
  }

  /**
   * How long a build's containers live on when its last JVM has left, {@code mayfly.build.linger}.
   */
  public Duration buildLinger() {
    boolean none =
        get("mayfly.build.linger").filter(text -> text.matches("0+ *(ms|s|m)?")).isPresent();
    return none ? Duration.ZERO : duration("mayfly.build.linger", Duration.ofSeconds(10));
  }

  /** Whether a reaper guards the session, {@code mayfly.reaper.enabled}. */
  public boolean reaperEnabled() {
    return flag("mayfly.reaper.enabled", true);
  }

  /** Whether what dead sessions left is removed at the start, {@code mayfly.sweep.enabled}. */
  public boolean sweepEnabled() {
    return flag("mayfly.sweep.enabled", true);
  }

  /**
   * Whether a run prepares what its plan tells before the first test, {@code mayfly.early.enabled}.
   */
  public boolean earlyEnabled() {
    return flag("mayfly.early.enabled", true);
  }

  /**
   * The part of the engine's memory that containers may take ahead of their classes, {@code
   * mayfly.early.memory}, a quarter.
   */
  public double earlyMemory() {
    return number("mayfly.early.memory", 0.25);
  }

  /**
   * How many containers are started at once ahead of their classes, {@code mayfly.early.starts}.
   *
   * @param processors of the engine, which is the number unless another is set
   */
  public int earlyStarts(int processors) {
    return (int) Math.ceil(number("mayfly.early.starts", Math.max(1, processors)));
  }

  /** Whether something left behind at the end fails the run, {@code mayfly.leaks.fail}. */
  public boolean leaksFail() {
    return flag("mayfly.leaks.fail", false);
  }

  /**
   * When images are pulled, {@code mayfly.pull}: {@code missing}, {@code always}, {@code never}.
   */
  public PullPolicy pullPolicy() {
    return get("mayfly.pull")
        .map(text -> one("mayfly.pull", text, List.of(PullPolicy.values())))
        .orElse(PullPolicy.MISSING);
  }

  /** When images are pulled. */
  public enum PullPolicy {
    MISSING,
    ALWAYS,
    NEVER
  }

  /**
   * Whether containers that name no network join the session's, {@code mayfly.network}: {@code
   * session}, {@code none}.
   */
  public boolean sessionNetwork() {
    return get("mayfly.network")
            .map(text -> one("mayfly.network", text, List.of(DefaultNetwork.values())))
            .orElse(DefaultNetwork.SESSION)
        == DefaultNetwork.SESSION;
  }

  private enum DefaultNetwork {
    SESSION,
    NONE
  }

  /** Whether containers of what failed stay for a look, {@code mayfly.keep}. */
  Keep keep() {
    return get("mayfly.keep")
        .map(text -> one("mayfly.keep", text, List.of(Keep.NEVER, Keep.ON_FAILURE)))
        .orElse(Keep.NEVER);
  }

  /** How long they stay, {@code mayfly.keep.for}. */
  Duration keptFor() {
    return duration("mayfly.keep.for", Duration.ofMinutes(15));
  }

  /** How many stay, {@code mayfly.keep.most}. */
  int keptAtMost() {
    return (int) number("mayfly.keep.most", 10);
  }

  /** Whether a container that is too slow is a failed start, {@code mayfly.start.budget.fail}. */
  boolean slowStartsFail() {
    return flag("mayfly.start.budget.fail", false);
  }

  private boolean flag(String name, boolean fallback) {
    String text = get(name).orElse(String.valueOf(fallback)).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw unreadable(name, text, "true or false");
    };
  }

  private double number(String name, double fallback) {
    String text = get(name).orElse(String.valueOf(fallback));
    try {
      double value = Double.parseDouble(text);
      if (value > 0 && value < 1e6) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw unreadable(name, text, "a positive number");
  }

  /** Durations read as {@code 500ms}, {@code 10s}, {@code 2m} or ISO 8601 ({@code PT10S}). */
  private Duration duration(String name, Duration fallback) {
    Optional<String> text = get(name);
    return text.map(value -> parseDuration(name, value)).orElse(fallback);
  }

  /** A limit that is set under this name, stretched for slow machines. */
  Optional<Duration> limit(String name) {
    return get(name).map(value -> stretched(parseDuration(name, value)));
  }

  private static Duration parseDuration(String name, String text) {
    String value = text.toLowerCase(Locale.ROOT);
    try {
      Duration parsed =
          value.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2).strip()))
              : Duration.parse(value.startsWith("pt") ? value : "pt" + value.replace(" ", ""));
      if (!parsed.isNegative() && !parsed.isZero()) {
        return bounded(parsed);
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      // said below
    }
    throw unreadable(name, text, "a positive duration such as 500ms, 10s or 2m");
  }

  private static <E extends Enum<E>> E one(String name, String text, List<E> choices) {
    for (E constant : choices) {
      if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
        return constant;
      }
    }
    String all = choices.toString().toLowerCase(Locale.ROOT);
    all = all.replace('_', '-');
    throw unreadable(name, text, "one of " + all);
  }

  private static dev.mayfly.DeclarationException unreadable(
      String name, String text, String expected) {
    return new dev.mayfly.DeclarationException(
        "Setting " + name + " is \"" + text + "\"; it must be " + expected + ".");
  }

  private static Properties classPath(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        (loader == null ? Settings.class.getClassLoader() : loader).getResourceAsStream(name)) {
      return read(in);
    } catch (IOException e) {
      throw new dev.mayfly.MayflyException("Can't read " + name + " on the class path.", e);
    }
  }

  private static Properties file(Path path) {
    if (!Files.isReadable(path)) {
      return new Properties();
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    } catch (IOException e) {
      throw new dev.mayfly.MayflyException("Can't read " + path + ".", e);
    }
  }

  private static Properties read(@org.jspecify.annotations.Nullable InputStream in)
      throws IOException {
    Properties properties = new Properties();
    if (in != null) {
      properties.load(in);
    }
    return properties;
  }
}
