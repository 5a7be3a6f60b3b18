package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Finding;
import dev.mayfly.runtime.KnownSession.Life;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Examines whether tests with containers can work here, and says what to do where they can't. It
 * changes nothing that stays: a reaper's container is started once and removed. Thread-safe.
 */
public final class Doctor {

  /** Above it log lines and ages of leftovers are told wrongly. */
  private static final Duration SMALL_DIFFERENCE = Duration.ofSeconds(5);

  private static final Duration LONGEST_LAUNCH = Duration.ofSeconds(10);
  private static final long FEW_BYTES = 1L << 30;

  private final Settings settings;

  private Doctor(Settings settings) {
    this.settings = settings;
  }

  /** Examines this machine with the settings of this JVM. */
  public static List<Finding> examine() {
    return examine(Settings.load());
  }

  /** Examines this machine with these settings. */
  public static List<Finding> examine(Settings settings) {
    List<Finding> findings = examine(settings, Fleet.USUAL);
    Doctor doctor = new Doctor(settings);
    for (String name : settings.engineNames()) {
      doctor.engine(name).forEach(finding -> findings.add(finding.of(name)));
    }
    return findings;
  }

  /**
   * Examines this machine with these settings, and one engine.
   *
   * @param engine one of {@link Settings#engineNames}, or empty for the usual one
   */
  public static List<Finding> examine(Settings settings, String engine) {
    Doctor doctor = new Doctor(settings);
    List<Finding> findings = new ArrayList<>(doctor.settings());
    findings.addAll(Engines.configuration(settings));
    findings.addAll(doctor.engine(engine));
    return findings;
  }

  private List<Finding> engine(String name) {
    List<Finding> findings = new ArrayList<>();
    try (ContainerEngine engine = Engines.open(settings, name)) {
      findings.addAll(examine(engine, LONGEST_LAUNCH, option(name)));
    } catch (DeclarationException | EngineNotFoundException e) {
      findings.add(none(words(e)));
    }
    return findings;
  }

  /** What leads the command {@code mayfly} to an engine. */
  private String option(String name) {
    String named = name.isEmpty() ? settings.get(Engines.SETTING).orElse("") : name;
    return named.isEmpty() ? "" : " -e " + named;
  }

  /** What to do comes last in the words, on a line of its own, or in their last sentences. */
  private static Finding none(String words) {
    int last = words.lastIndexOf('\n');
    return last < 0
        ? Finding.bad("engine", words, "")
        : Finding.bad("engine", words.substring(0, last), words.substring(last + 1));
  }

  private List<Finding> settings() {
    List<Finding> findings = new ArrayList<>();
    settings.unknown().forEach(text -> findings.add(Finding.note("settings", text, "rename it")));
    try {
      settings.requireReadable();
    } catch (DeclarationException e) {
      findings.add(Finding.bad("settings", words(e), ""));
    }
    long set = settings.explain().stream().filter(value -> value.origin() != null).count();
    if (findings.isEmpty()) {
      findings.add(Finding.good("settings", set + " set, the others have their defaults"));
    }
    return findings;
  }

  /** Examines an engine that answers. */
  static List<Finding> examine(ContainerEngine engine) {
    return examine(engine, LONGEST_LAUNCH, "");
  }

  /**
   * The same.
   *
   * @param patience with a reaper that says nothing
   * @param option what leads the command {@code mayfly} there
   */
  static List<Finding> examine(ContainerEngine engine, Duration patience, String option) {
    List<Finding> findings = new ArrayList<>();
    try {
      EngineInfo info = engine.info();
      findings.add(described(engine, info));
      findings.add(memory(info));
      findings.add(clock(info, Instant.now()));
      findings.add(anyReaper(engine, patience));
      findings.add(anyLeftovers(engine, option));
      findings.addAll(engine.examine());
    } catch (EngineException e) {
      findings.add(
          Finding.bad(
              "engine", words(e), "check that it still runs: docker version, kubectl version"));
    }
    return findings;
  }

  private static Finding described(ContainerEngine engine, EngineInfo info) {
    return Finding.good("engine", about(engine, info))
        .with("product", info.product())
        .with("version", info.version())
        .with("apiVersion", info.apiVersion())
        .with("operatingSystem", info.operatingSystem())
        .with("architecture", info.architecture())
        .with("processors", info.processors())
        .with("address", engine.address());
  }

  private static String about(ContainerEngine engine, EngineInfo info) {
    return "%s %s, API %s, %s/%s, %d processors, at %s"
        .formatted(
            info.product(),
            info.version(),
            info.apiVersion(),
            info.operatingSystem(),
            info.architecture(),
            info.processors(),
            engine.address());
  }

  private static Finding memory(EngineInfo info) {
    String words =
        String.format(
            Locale.ROOT, "%.1f GiB for containers", info.memoryBytes() / (double) (1L << 30));
    Finding finding =
        info.memoryBytes() < FEW_BYTES
            ? Finding.note(
                "memory", words, "give the engine more, if databases are slow or end by 137")
            : Finding.good("memory", words);
    return finding.with("bytes", info.memoryBytes());
  }

  private static Finding clock(EngineInfo info, Instant now) {
    Duration difference = Duration.between(info.time(), now).abs();
    Finding finding =
        difference.compareTo(SMALL_DIFFERENCE) > 0
            ? Finding.note(
                "clock",
                "the engine's differs from this machine's by " + difference.toSeconds() + " s",
                "restart the engine's virtual machine; Mayfly allows for it, programs in containers"
                    + " may not")
            : Finding.good("clock", "the engine's agrees with this machine's");
    return finding
        .with("differenceSeconds", difference.toSeconds())
        .with("engineTime", info.time().toString());
  }

  /** A session tries another way to run one, where the first fails. */
  private static Finding anyReaper(ContainerEngine engine, Duration patience) {
    Finding first = reaper(engine, 0, patience);
    return first.verdict() == Finding.Verdict.GOOD ? first : reaper(engine, 1, patience);
  }

  /** Starts one as a session does, and lets it go. */
  private static Finding reaper(ContainerEngine engine, int attempt, Duration patience) {
    ReaperLaunch launch = new ReaperLaunch(engine, Session.begin(true));
    String id = "";
    try {
      id = launch.create(attempt, Duration.ofSeconds(1));
      try (AttachedStreams streams = launch.begin(id)) {
        String said = firstLine(streams, patience);
        return said.equals("ready")
            ? Finding.good("reaper", "runs, and removes what a killed JVM leaves")
            : noReaper(said.isEmpty() ? "it ends at once" : said);
      }
    } catch (TimeoutException e) {
      return noReaper("it has said nothing for " + patience.toSeconds() + " s");
    } catch (MayflyException | ExecutionException e) {
      return noReaper(words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noReaper("the examination was interrupted");
    } finally {
      removeQuietly(engine, id);
    }
  }

  private static String firstLine(AttachedStreams streams, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread reader = new Thread(() -> readLine(streams, line), "mayfly-doctor");
    reader.setDaemon(true);
    reader.start();
    return line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void readLine(AttachedStreams streams, CompletableFuture<String> line) {
    try {
      String read =
          new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8))
              .readLine();
      line.complete(read == null ? "" : read);
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }

  private static Finding noReaper(String why) {
    return Finding.note(
        "reaper",
        "does not run on this engine: " + why,
        "where the engine has a socket, name it as it is on its own machine by"
            + " mayfly.reaper.socket; until then what a killed JVM leaves is removed by the next"
            + " session");
  }

  private static void removeQuietly(ContainerEngine engine, String id) {
    try {
      if (!id.isEmpty()) {
        engine.remove(Kind.CONTAINER, id);
      }
    } catch (EngineException e) {
      // it removes itself when its connection ends
    }
  }

  /** A refusal of it, as where a right is missing, is not the end of the examination. */
  private static Finding anyLeftovers(ContainerEngine engine, String option) {
    try {
      return leftovers(engine, option);
    } catch (EngineException e) {
      return Finding.bad("leftovers", "what is there can't be seen: " + words(e), "");
    }
  }

  private static Finding leftovers(ContainerEngine engine, String option) {
    List<KnownSession> sessions = SessionInventory.on(engine).sessions();
    long dead = sessions.stream().filter(session -> session.life() == Life.DEAD).count();
    long others = sessions.size() - dead;
    Finding finding =
        dead > 0
            ? Finding.note(
                "leftovers",
                dead + " of dead sessions, " + others + " of others, have something there",
                "the next session removes them, or at once: mayfly prune" + option)
            : Finding.good(
                "leftovers", "none of dead sessions; " + others + " others have something");
    return finding.with("deadSessions", dead).with("otherSessions", others);
  }

  private static String words(Exception e) {
    return e instanceof MayflyException ? String.valueOf(e.getMessage()) : e.toString();
  }
}
