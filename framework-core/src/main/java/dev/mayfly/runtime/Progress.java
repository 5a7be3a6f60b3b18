package dev.mayfly.runtime;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows people that pulls and builds go on: by bars on a terminal, else by a line every ten
 * seconds. Thread-safe: works of several threads are drawn one below the other.
 */
final class Progress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final Duration BETWEEN_PICTURES = Duration.ofMillis(100);
  private static final String ERASE_LINE_ABOVE = "\033[1A\033[2K";

  private final InstantSource clock;
  private final @Nullable PrintStream terminal;
  private final Consumer<String> log;
  private final List<Work> works = new ArrayList<>();
  private int drawn;
  private Instant drawnAt = Instant.EPOCH;

  /**
   * Shows nothing yet.
   *
   * @param terminal where bars are drawn, or null to have lines in the log
   */
  Progress(InstantSource clock, @Nullable PrintStream terminal, Consumer<String> log) {
    this.clock = clock;
    this.terminal = terminal;
    this.log = log;
  }

  /** Shows it on this process's terminal, if it has one. */
  static Progress ofThisProcess(Consumer<String> log) {
    return new Progress(InstantSource.system(), isTerminal() ? System.out : null, log);
  }

  /** Since Java 22 a console need not be a terminal, and can be asked. */
  @SuppressWarnings("SystemConsoleNull") // newer versions are asked below
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return Runtime.version().feature() < 22;
    }
  }

  /** Something begins that may take long: {@code Pulling redis:7}. */
  synchronized Work begin(String what) {
    Work work = new Work(what, clock.instant());
    works.add(work);
    return work;
  }

  /** One pull or build; it is given the engine's lines. */
  final class Work implements Consumer<String>, AutoCloseable {

    private final String what;
    private final Instant began;
    private final Steps steps = new Steps();
    private Instant told;

    private Work(String what, Instant began) {
      this.what = what;
      this.began = began;
      this.told = began;
    }

    @Override
    public void accept(String line) {
      synchronized (Progress.this) {
        steps.add(line);
        show(this);
      }
    }

    private String title(Instant now) {
      return what + ", " + Duration.between(began, now).toSeconds() + " s: " + steps.summary();
    }

    @Override
    public void close() {
      synchronized (Progress.this) {
        works.remove(this);
        if (terminal != null) {
          draw(terminal);
        }
      }
    }
  }

  private void show(Work work) {
    Instant now = clock.instant();
    if (terminal != null && !now.isBefore(drawnAt.plus(BETWEEN_PICTURES))) {
      drawnAt = now;
      draw(terminal);
    }
    if (terminal == null && !now.isBefore(work.told.plus(BETWEEN_LINES))) {
      work.told = now;
      log.accept(work.title(now));
    }
  }

  private void draw(PrintStream screen) {
    StringBuilder picture = new StringBuilder(ERASE_LINE_ABOVE.repeat(drawn));
    drawn = 0;
    for (Work work : works) {
      picture.append(work.title(clock.instant())).append('\n');
      List<String> bars = work.steps.bars();
      bars.forEach(bar -> picture.append(bar).append('\n'));
      drawn += 1 + bars.size();
    }
    screen.print(picture);
    screen.flush();
  }
}
