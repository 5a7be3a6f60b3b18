package dev.mayfly.report;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.LogLine;
import dev.mayfly.Port;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.KnownSecrets;
import dev.mayfly.secrets.MaskedLines;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is written down of one container, by whoever does something to it. Thread-safe. */
public final class Life {

  private static final int MOST_LINES = 200;
  private static final int LONGEST_LINE = 4_000;

  private final InstantSource clock;
  private final int number;
  private final String name;
  private final String place;
  private ContainerSpec spec;
  private final KnownSecrets secrets;
  private final Instant began;
  private final List<PhaseRecord> phases = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private Instant phaseBegan;
  private @Nullable Runnable flight;
  private String id = "";
  private String imageId = "";
  private String host = "";
  private String failure = "";
  private boolean triedAgain;
  private @Nullable Instant ready;
  private @Nullable Instant ended;
  private @Nullable String afterSession;

  Life(
      InstantSource clock,
      int number,
      String name,
      String place,
      ContainerSpec spec,
      KnownSecrets secrets) {
    this.clock = clock;
    this.number = number;
    this.name = name;
    this.place = place;
    this.spec = spec;
    this.secrets = secrets;
    this.began = clock.instant();
    this.phaseBegan = began;
  }

  /** It stands for a container that is described otherwise. */
  public synchronized void standsFor(ContainerSpec described) {
    spec = described;
  }

  private String image() {
    return mask(spec.image().describe());
  }

  /** A phase of the start begins; also for Java Flight Recorder, if it records. */
  public synchronized void begins(Phase phase) {
    phaseBegan = clock.instant();
    flight = Flight.isOn() ? Flight.begin(mask(place), image(), phase) : null;
  }

  /** The phase that began last is over, well or not. */
  public synchronized void ends(Phase phase) {
    phases.add(new PhaseRecord(phase, phaseBegan, clock.instant()));
    if (flight != null) {
      flight.run();
      flight = null;
    }
  }

  /** The engine has created it. */
  public synchronized void created(String engineId) {
    id = engineId;
  }

  /** The image has this id, or name with digest. */
  public synchronized void found(String identity) {
    imageId = identity;
  }

  /**
   * It is ready.
   *
   * @param address where its ports are reached
   * @param mapped the ports there
   */
  public synchronized void ready(String address, Map<Port, Integer> mapped) {
    ready = ready == null ? clock.instant() : ready;
    host = address;
    mapped.forEach((port, host) -> ports.put(port.toString(), host));
  }

  /** Whether it has been ready at some time. */
  public synchronized boolean hasBeenReady() {
    return ready != null;
  }

  /** It did not start, and another one takes its place. */
  public synchronized void triedAgain() {
    triedAgain("another attempt begins");
  }

  /**
   * The same later.
   *
   * @param when in words
   */
  public synchronized void triedAgain(String when) {
    triedAgain = true;
    tell(when);
  }

  /** It did not start. */
  public synchronized void failed(String message, List<LogLine> lines) {
    failure = message;
    log(lines);
  }

  /** Something was done to it, by the calling thread: {@code stopped}. */
  public synchronized void tell(String what) {
    facts.add(new Fact(clock.instant(), what, Thread.currentThread().getName()));
  }

  /** It is gone. Only the first end counts. */
  public synchronized void ended(String what) {
    if (ended == null) {
      ended = clock.instant();
      tell(what);
    }
  }

  /** The end of its session is not its own: what is to be told of it then. */
  public synchronized void outlivesSession(String what) {
    afterSession = what;
  }

  /** Its session is over, and it with it, unless it outlives that. */
  synchronized void sessionEnded() {
    if (afterSession == null) {
      ended("removed with its session");
    } else if (ended == null) {
      tell(afterSession);
    }
  }

  /** The lines to show of its log; they take the place of those before. */
  synchronized void log(List<LogLine> lines) {
    log.clear();
    lines
        .subList(Math.max(0, lines.size() - MOST_LINES), lines.size())
        .forEach(line -> log.add(bounded(line.text())));
  }

  /** Masked before it is cut, which could leave half a secret. */
  private String bounded(String line) {
    return line.length() <= LONGEST_LINE ? line : Excerpt.of(secrets.mask(line), LONGEST_LINE);
  }

  /** The secrets of the whole session, which any text may hold. */
  public KnownSecrets secrets() {
    return secrets;
  }

  /** The text as it can be shown: without control characters, and with stars for secrets. */
  public String mask(String text) {
    return Printable.text(secrets.mask(text));
  }

  synchronized boolean isOf(String engineId) {
    return !id.isEmpty() && id.equals(engineId);
  }

  /** For what a run could save; nothing of one that did not become ready. */
  synchronized Optional<Advice.Started> started() {
    Instant until = ready;
    return until == null
        ? Optional.empty()
        : Optional.of(new Advice.Started(mask(place), spec, Advice.took(phases, until)));
  }

  synchronized ContainerRecord toRecord() {
    MaskedLines lines = secrets.lines();
    return new ContainerRecord(
        number,
        mask(name),
        mask(place),
        image(),
        imageId,
        Objects.requireNonNullElse(spec.engine(), ""),
        id,
        began,
        ready,
        ended,
        List.copyOf(phases),
        facts.stream().map(fact -> new Fact(fact.at(), mask(fact.what()), fact.by())).toList(),
        secrets.now().variables(spec.env()),
        host,
        java.util.Collections.unmodifiableMap(new TreeMap<>(ports)),
        mask(failure),
        triedAgain,
        log.stream().map(line -> Printable.text(lines.next(line))).toList());
  }
}
