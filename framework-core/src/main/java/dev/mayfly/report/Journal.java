package dev.mayfly.report;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LogLine;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.KnownSecrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What happened in a session, written down while it happens. Thread-safe; asks nobody, and so costs
 * a start nothing that could be measured. What leaves it is without secrets.
 */
public final class Journal {

  private static final int LONGEST = 20_000;

  private final InstantSource clock;
  private final Instant began;
  private final KnownSecrets secrets = new KnownSecrets();
  private final AtomicInteger counter = new AtomicInteger();
  private final Queue<Life> lives = new ConcurrentLinkedQueue<>();
  private final Queue<TestRecord> tests = new ConcurrentLinkedQueue<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Queue<Path> files = new ConcurrentLinkedQueue<>();

  /** An empty journal that reads the time from this clock. */
  public Journal(InstantSource clock) {
    this.clock = clock;
    this.began = clock.instant();
  }

  /** A container's start begins. */
  public Life begin(String name, String place, ContainerSpec spec) {
    secrets.add(spec::secrets);
    Life life = new Life(clock, counter.incrementAndGet(), name, place, spec, secrets);
    lives.add(life);
    return life;
  }

  /** The secrets of all containers; they are starred in whatever is told of the session. */
  public KnownSecrets secrets() {
    return secrets;
  }

  /** A test is over. */
  public void test(TestRecord test) {
    tests.add(test);
  }

  /** What a container wrote during a test that failed. */
  public void log(String containerId, List<LogLine> lines) {
    lives.stream().filter(life -> life.isOf(containerId)).forEach(life -> life.log(lines));
  }

  /** Something is wrong that no single failure tells of. */
  public void problem(String text) {
    problems.add(text);
  }

  /** The session is over: what is still there is removed with it, or left to who outlives it. */
  public void ended() {
    lives.forEach(Life::sessionEnded);
  }

  /** A file was written beside the run's report, which goes with it. */
  public void wrote(Path file) {
    files.add(file.toAbsolutePath());
  }

  /** What was written beside the run's report. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** Whether a container was to be started. */
  boolean isEmpty() {
    return lives.isEmpty();
  }

  /** All that is known at the end. */
  RunRecord toRecord(String session) {
    return toRecord(session, true);
  }

  /** All that is known by now. */
  RunRecord toRecord(String session, boolean isOver) {
    List<ContainerRecord> containers =
        lives.stream()
            .map(Life::toRecord)
            .sorted(Comparator.comparing(ContainerRecord::began))
            .toList();
    List<TestRecord> ran =
        tests.stream()
            .map(test -> test.shown(text -> Excerpt.of(mask(text), LONGEST)))
            .sorted(Comparator.comparing(TestRecord::began))
            .toList();
    Instant first =
        Stream.concat(Stream.of(began), ran.stream().map(TestRecord::began))
            .min(Comparator.naturalOrder())
            .orElse(began);
    List<String> told = shown(problems.stream());
    List<String> advice =
        Advice.on(lives.stream().flatMap(life -> life.started().stream()).toList());
    return new RunRecord(
        session, first, clock.instant(), isOver, containers, ran, told, shown(advice.stream()));
  }

  private List<String> shown(Stream<String> texts) {
    return texts.map(text -> Excerpt.of(mask(text), LONGEST)).toList();
  }

  private String mask(String text) {
    return Printable.text(secrets.mask(text));
  }
}
