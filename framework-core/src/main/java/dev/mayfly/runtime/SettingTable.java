package dev.mayfly.runtime;

import dev.mayfly.Keep;
import dev.mayfly.PullPolicy;
import dev.mayfly.arguments.Spelling;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All settings that there are: what is read, documented, explained, and compared with misspelt
 * names.
 */
final class SettingTable {

  static final Setting<String> BUILD_DIR =
      Setting.optional(
          "mayfly.build.dir",
          Grammar.text(),
          "the folder in which the JVMs of a build meet, if not mayfly/builds in the user's cache");
  static final Setting<String> BUILD_ID =
      Setting.optional(
          "mayfly.build.id",
          Grammar.text(),
          "which build a JVM belongs to, if not that of the topmost folder with a build file");
  static final Setting<Duration> BUILD_LINGER =
      new Setting<>(
          "mayfly.build.linger",
          Grammar.durationOrZero(),
          "10s",
          "how long a build's containers live on when its last JVM has left; 0: not at all");
  static final Setting<String> DOCKER_HOST =
      Setting.optional(
          "mayfly.docker.host",
          Grammar.text(),
          "the engine, unix:///path, tcp://host:port, ssh://user@host or context:NAME, one of the"
              + " docker command's; before DOCKER_HOST");
  static final Setting<Boolean> EARLY_ENABLED =
      new Setting<>(
          "mayfly.early.enabled",
          Grammar.flag(),
          "true",
          "whether a run prepares what its plan needs before the first test");
  static final Setting<Double> EARLY_MEMORY =
      new Setting<>(
          "mayfly.early.memory",
          Grammar.number(),
          "0.25",
          "the part of the engine's memory that containers may take before their classes begin");
  static final Setting<Double> EARLY_STARTS =
      Setting.optional(
          "mayfly.early.starts",
          Grammar.number(),
          "how many containers are started at once before their classes begin, if not as many as"
              + " the engine has processors");
  static final Setting<String> ENGINE =
      Setting.optional(
          "mayfly.engine",
          Grammar.text(),
          "which engine, where the class path has adapters to several: docker, kubernetes, or an"
              + " address, unix:///path, tcp://host:port, ssh://user@host, context:NAME or"
              + " kubernetes://CONTEXT/NAMESPACE, before all other settings and variables");
  static final Setting<String> ENGINE_MISSING =
      new Setting<>(
          "mayfly.engine.missing",
          new Grammar<>("skip or fail", Grammar.oneOf(List.of("skip", "fail")).parser()),
          "fail",
          "skip: tests with containers are skipped if no engine answers");
  static final Setting<String> ENGINE_OF =
      Setting.optional(
          "mayfly.engine.NAME",
          Grammar.address(),
          "the address of a further engine, for containers that say engine = \"NAME\":"
              + " unix:///path, tcp://host:port, ssh://user@host or context:NAME");
  static final Setting<Duration> ENGINE_TIMEOUT =
      new Setting<>(
          "mayfly.engine.timeout",
          Grammar.duration(),
          "2m",
          "how long the engine may take to answer what is not a pull, build or copy; an engine that"
              + " answers no ping either is given up after 20 s at the latest");
  static final Setting<List<String>> ENGINES =
      Setting.optional(
          "mayfly.engines",
          Grammar.names(),
          "the names of engines, with commas between them, over which containers that name none are"
              + " spread");
  static final Setting<String> HOST =
      Setting.optional(
          "mayfly.host",
          Grammar.text(),
          "the address at which mapped ports are reached, if it is not the engine's");
  static final Setting<String> HOST_OF =
      Setting.optional(
          "mayfly.host.NAME", Grammar.text(), "the same for the engine that is called NAME");
  static final Setting<String> IMAGES_EMULATED =
      new Setting<>(
          "mayfly.images.emulated",
          Grammar.oneOf(List.of("warn", "fail")),
          "warn",
          "fail: an image for another processor than the engine's is refused; warn: it is told, and"
              + " runs if the engine can emulate that processor");
  static final Setting<Boolean> IMAGES_KEPT =
      new Setting<>(
          "mayfly.images.kept",
          Grammar.flag(),
          "false",
          "whether all images that are built stay on the engine for the next run, which builds"
              + " nothing that has not changed");
  static final Setting<Duration> IMAGES_KEPT_FOR =
      new Setting<>(
          "mayfly.images.kept.for",
          Grammar.duration(),
          "168h",
          "how long an image stays that nobody uses");
  static final Setting<Double> IMAGES_KEPT_MOST =
      new Setting<>(
          "mayfly.images.kept.most",
          Grammar.number(),
          "20",
          "how many stay at most; those go first that were not used for the longest time");
  static final Setting<Double> IMAGES_KEPT_SIZE =
      new Setting<>(
          "mayfly.images.kept.size",
          Grammar.number(),
          "10",
          "how large they may be together, in GiB, as the engine counts each with its base");
  static final Setting<String> IMAGES_LOCK =
      new Setting<>(
          "mayfly.images.lock",
          Grammar.oneOf(List.of("verify", "require", "write", "off")),
          "verify",
          "what is done with the build's lock file: verify takes images that have a line there by"
              + " their digest; require refuses those that have none; write adds lines for them; off"
              + " does not look");
  static final Setting<String> IMAGES_LOCK_FILE =
      Setting.optional(
          "mayfly.images.lock.file",
          Grammar.text(),
          "the lock file, if it is not mayfly.lock, as seen from the topmost folder with a build"
              + " file");
  static final Setting<String> IMAGES_MIRROR =
      Setting.optional(
          "mayfly.images.mirror.NAME",
          Grammar.repository(),
          "the registry, with a path or without, that has the images of the registry, or the path in"
              + " one, that is called NAME");
  static final Setting<String> IMAGES_PREFIX =
      Setting.optional(
          "mayfly.images.prefix",
          Grammar.repository(),
          "the registry, with a path or without, that is put before the whole names of images for"
              + " which no mirror is set");
  static final Setting<Integer> ISOLATION_AHEAD =
      new Setting<>(
          "mayfly.isolation.ahead",
          Grammar.count(),
          "2",
          "how many slices of each content are made before a test asks for them");
  static final Setting<Keep> KEEP =
      new Setting<>(
          "mayfly.keep",
          Grammar.oneOf(List.of(Keep.NEVER, Keep.ON_FAILURE)),
          "never",
          "on-failure: containers of failed starts and tests stay for a look, unless their own keep"
              + " says something else");
  static final Setting<Duration> KEEP_FOR =
      new Setting<>(
          "mayfly.keep.for", Grammar.duration(), "15m", "how long after the run they stay");
  static final Setting<Double> KEEP_MOST =
      new Setting<>("mayfly.keep.most", Grammar.number(), "10", "how many stay at most");
  static final Setting<String> KUBERNETES_BUILDER =
      Setting.optional(
          "mayfly.kubernetes.builder",
          Grammar.text(),
          "the engine that builds images for a cluster, unix:///path, tcp://host:port,"
              + " ssh://user@host or context:NAME, if not the one that Docker's adapter finds");
  static final Setting<String> KUBERNETES_CONTEXT =
      Setting.optional(
          "mayfly.kubernetes.context",
          Grammar.text(),
          "the context of kubectl's configuration that leads to the cluster, if not its current one");
  static final Setting<String> KUBERNETES_DOMAIN =
      new Setting<>(
          "mayfly.kubernetes.domain",
          Grammar.text(),
          "cluster.local",
          "the domain of the cluster's own names");
  static final Setting<String> KUBERNETES_IMAGE =
      new Setting<>(
          "mayfly.kubernetes.image",
          Grammar.text(),
          "busybox:1.35",
          "the image of the Job by which a cluster knows that a session lives; it needs sh, timeout,"
              + " head and cat, and tar and sleep for large files");
  static final Setting<String> KUBERNETES_NAMESPACE =
      Setting.optional(
          "mayfly.kubernetes.namespace",
          Grammar.text(),
          "the namespace in which containers run as pods, if not the context's");
  static final Setting<String> KUBERNETES_REGISTRY =
      Setting.optional(
          "mayfly.kubernetes.registry",
          Grammar.text(),
          "the repository into which images are pushed that tests build for a cluster, such as"
              + " registry.corp/mayfly-builds");
  static final Setting<Boolean> LEAKS_FAIL =
      new Setting<>(
          "mayfly.leaks.fail",
          Grammar.flag(),
          "false",
          "whether something that could not be removed fails the run");
  static final Setting<Set<String>> LOGS =
      new Setting<>(
          "mayfly.logs",
          Grammar.anyOf(List.of("slf4j", "file")),
          "off",
          "where what containers log goes while they run: slf4j, file or slf4j,file, see logs");
  static final Setting<String> NETWORK =
      new Setting<>(
          "mayfly.network",
          Grammar.oneOf(List.of("session", "none")),
          "session",
          "none: containers join only the networks that they name, and find each other by name"
              + " nowhere else; quicker where many run that know nothing of each other");
  static final Setting<Supplier<PullPolicy>> PULL =
      new Setting<>(
          "mayfly.pull",
          Grammar.pullPolicy(),
          "missing",
          "when images are pulled: missing, always, never, older-than:24h, or as the class of this"
              + " name says, a PullPolicy");
  static final Setting<Integer> PULL_ATTEMPTS =
      new Setting<>(
          "mayfly.pull.attempts",
          Grammar.oneTo99(),
          "3",
          "how often a pull is tried, where it failed for what may pass, such as a registry that is"
              + " overloaded");
  static final Setting<Boolean> REAPER_ENABLED =
      new Setting<>(
          "mayfly.reaper.enabled", Grammar.flag(), "true", "whether a reaper guards the session");
  static final Setting<Duration> REAPER_GRACE =
      new Setting<>(
          "mayfly.reaper.grace",
          Grammar.duration(),
          "10s",
          "how long a reaper waits, after the JVM's end or for a successor, before it removes"
              + " everything");
  static final Setting<String> REAPER_SOCKET =
      Setting.optional(
          "mayfly.reaper.socket",
          Grammar.text(),
          "the path of the engine's socket on the engine's machine; by default the one that this JVM"
              + " uses, then /var/run/docker.sock");
  static final Setting<Set<String>> REPORT =
      new Setting<>(
          "mayfly.report",
          Grammar.anyOf(List.of("html", "json", "console")),
          "html,json",
          "the forms of the run's report: any of html, json, console, or off");
  static final Setting<String> REPORT_DIR =
      Setting.optional(
          "mayfly.report.dir",
          Grammar.text(),
          "where the report and the files of failed tests are written, if not target/mayfly, or"
              + " build/mayfly where there is no target");
  static final Setting<String> REUSE =
      new Setting<>(
          "mayfly.reuse",
          Grammar.oneOf(List.of("off", "on", "always")),
          "off",
          "on: containers of scope build stay for the next run, but not where CI is set; always: there"
              + " too");
  static final Setting<Duration> REUSE_FOR =
      new Setting<>(
          "mayfly.reuse.for",
          Grammar.duration(),
          "24h",
          "how long after the last run that used them they stay");
  static final Setting<Double> REUSE_MEMORY =
      new Setting<>(
          "mayfly.reuse.memory",
          Grammar.number(),
          "0.25",
          "the part of the engine's memory that those which stay may take, over all projects");
  static final Setting<Integer> REUSE_MOST =
      new Setting<>(
          "mayfly.reuse.most",
          Grammar.count(),
          "10",
          "how many stay at most, over all projects; those go first that were used longest ago");
  static final Setting<String> SCOPE_INSTANCE =
      new Setting<>(
          "mayfly.scope.instance",
          Grammar.oneOf(List.of("method", "class", "suite", "build")),
          "method",
          "the scope of instance fields and parameters that say none: method, class, suite, build");
  static final Setting<String> SCOPE_STATIC =
      new Setting<>(
          "mayfly.scope.static",
          Grammar.oneOf(List.of("class", "suite", "build")),
          "class",
          "the scope of static fields that say none: class, suite, build");
  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      new Setting<>(
          "mayfly.shutdown.timeout",
          Grammar.duration(),
          "60s",
          "how long a JVM that is asked to end may remove what is there; the reaper removes the rest");
  static final Setting<String> SNAPSHOTS =
      new Setting<>(
          "mayfly.snapshots",
          Grammar.oneOf(List.of("on", "use", "off")),
          "on",
          "on: containers that say snapshot start from the state that an earlier run has kept, and"
              + " keep it if none has; use: none is made or removed; off: all start as if they did not"
              + " say it");
  static final Setting<Duration> SNAPSHOTS_AGE =
      new Setting<>(
          "mayfly.snapshots.age",
          Grammar.duration(),
          "720h",
          "how long a snapshot stays from which nothing starts");
  static final Setting<Double> SNAPSHOTS_GIGABYTES =
      new Setting<>(
          "mayfly.snapshots.gigabytes",
          Grammar.number(),
          "5",
          "how much snapshots may take together, beside the images that they are of; the newest may"
              + " take more");
  static final Setting<Integer> SNAPSHOTS_MOST =
      new Setting<>(
          "mayfly.snapshots.most", Grammar.oneTo99(), "10", "how many snapshots an engine keeps");
  static final Setting<Duration> START_BUDGET =
      Setting.optional(
          "mayfly.start.budget",
          Grammar.duration(),
          "how long a container may take from its creation until it is ready before it is called"
              + " slow");
  static final Setting<Duration> START_BUDGET_OF =
      Setting.optional(
          "mayfly.start.budget.NAME",
          Grammar.duration(),
          "a container's limit in place of mayfly.start.budget, for images whose repository's name"
              + " ends in NAME, such as postgres");
  static final Setting<Boolean> START_BUDGET_FAIL =
      new Setting<>(
          "mayfly.start.budget.fail",
          Grammar.flag(),
          "false",
          "whether a container that is too slow is a failed start");
  static final Setting<Duration> START_TIMEOUT =
      new Setting<>(
          "mayfly.start.timeout",
          Grammar.duration(),
          "60s",
          "how long a container may take from its process's start until it is ready");
  static final Setting<String> SUITE_END =
      new Setting<>(
          "mayfly.suite.end",
          Grammar.oneOf(List.of("auto", "run", "jvm")),
          "auto",
          "when containers of scope suite go: with the run (run), or when the JVM has ended (jvm), so"
              + " that what is closed only then still finds them; auto: jvm for Spring's tests");
  static final Setting<Boolean> SWEEP_ENABLED =
      new Setting<>(
          "mayfly.sweep.enabled",
          Grammar.flag(),
          "true",
          "whether what dead sessions left is removed");
  static final Setting<Double> TIMEOUT_FACTOR =
      new Setting<>(
          "mayfly.timeout.factor",
          Grammar.number(),
          "1",
          "stretches all start timeouts and budgets on a slow machine");

  /** All, in the order of the documentation; a family behind what is called like a member of it. */
  static final List<Setting<?>> ALL =
      List.of(
          BUILD_DIR,
          BUILD_ID,
          BUILD_LINGER,
          DOCKER_HOST,
          EARLY_ENABLED,
          EARLY_MEMORY,
          EARLY_STARTS,
          ENGINE,
          ENGINE_MISSING,
          ENGINE_TIMEOUT,
          ENGINE_OF,
          ENGINES,
          HOST,
          HOST_OF,
          IMAGES_EMULATED,
          IMAGES_KEPT,
          IMAGES_KEPT_FOR,
          IMAGES_KEPT_MOST,
          IMAGES_KEPT_SIZE,
          IMAGES_LOCK,
          IMAGES_LOCK_FILE,
          IMAGES_MIRROR,
          IMAGES_PREFIX,
          ISOLATION_AHEAD,
          KEEP,
          KEEP_FOR,
          KEEP_MOST,
          KUBERNETES_BUILDER,
          KUBERNETES_CONTEXT,
          KUBERNETES_DOMAIN,
          KUBERNETES_IMAGE,
          KUBERNETES_NAMESPACE,
          KUBERNETES_REGISTRY,
          LEAKS_FAIL,
          LOGS,
          NETWORK,
          PULL,
          PULL_ATTEMPTS,
          REAPER_ENABLED,
          REAPER_GRACE,
          REAPER_SOCKET,
          REPORT,
          REPORT_DIR,
          REUSE,
          REUSE_FOR,
          REUSE_MEMORY,
          REUSE_MOST,
          SCOPE_INSTANCE,
          SCOPE_STATIC,
          SHUTDOWN_TIMEOUT,
          SNAPSHOTS,
          SNAPSHOTS_AGE,
          SNAPSHOTS_GIGABYTES,
          SNAPSHOTS_MOST,
          START_BUDGET,
          START_BUDGET_FAIL,
          START_BUDGET_OF,
          START_TIMEOUT,
          SUITE_END,
          SWEEP_ENABLED,
          TIMEOUT_FACTOR);

  private SettingTable() {}

  /** The setting that a name stands for in some spelling, if it does for any. */
  static Optional<Setting<?>> called(String name, UnaryOperator<String> spelling) {
    for (Setting<?> setting : ALL) {
      if (setting.isCalled(name, spelling)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** The name of a setting that is most like one that none has, in the same spelling. */
  static String mostLike(String name, UnaryOperator<String> spelling) {
    return nearest(name, ALL.stream().map(setting -> spelling.apply(setting.name()))).orElseThrow();
  }

  /** The one of some names that is most like a text, if there is any. */
  static Optional<String> nearest(String text, Stream<String> names) {
    return names.min(Comparator.comparingInt(known -> Spelling.changes(text, known)));
  }
}
