package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small JVM beside the test's that takes the reaper's place where an engine runs no reaper.
 *
 * <p>Its standard input is a pipe from the test JVM. When that ends, however it ends, the pipe
 * closes and the watchdog removes what carries the session's label.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PASSES = 120;
  private static final String CLEAN = "clean\n";
  private static final String KEEP = "keep ";

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /**
   * Starts the watchdog for a session that this JVM takes part in.
   *
   * @param engine the address of the session's engine
   * @param registry the folder of the build whose session it is; null for a session of this JVM
   */
  static Watchdog start(Session session, String engine, @Nullable Path registry)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", everything()));
    command.add("-D" + Engines.SETTING + "=" + engine);
    command.addAll(List.of(Watchdog.class.getName(), session.id()));
    if (registry != null) {
      command.add(registry.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Watchdog(builder.start());
  }

  /** Modules too: as a class path they serve as well. */
  private static String everything() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(path -> System.getProperty(path, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Lets the watchdog go without a look at the engine. */
  @Override
  public void close() {
    if (!tell(CLEAN)) {
      process.destroy();
    }
  }

  /** Lets the watchdog go on alone, as if this JVM had died. */
  void leave() {
    tell("");
  }

  /** Lets the watchdog remove what is left after a time; tells whether it does. */
  boolean leave(Duration time) {
    return tell(KEEP + time.toMillis());
  }

  private boolean tell(String word) {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(word.getBytes(StandardCharsets.US_ASCII));
      return process.isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  /** The watchdog's own JVM; its arguments are the session's id, and a build's folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String word = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
    if (word.startsWith(KEEP)) {
      new Signal().await(Duration.ofMillis(Long.parseLong(word.substring(KEEP.length()))));
    }
    Session session = new Session(arguments[0], "", false);
    if (word.equals(CLEAN)) {
      return;
    }
    if (arguments.length == 1) {
      reap(session);
    } else {
      outlive(session, new BuildRegistry(Path.of(arguments[1])));
    }
  }

  /** The build's other JVMs have watchdogs too: each of them waits for the session's end. */
  private static void outlive(Session session, BuildRegistry registry) throws InterruptedException {
    Signal never = new Signal();
    while (!registry.hasEnded(session.id(), PAUSE)) {
      never.await(PAUSE);
    }
    registry.end(session.id(), () -> reapQuietly(session));
  }

  private static void reapQuietly(Session session) {
    try {
      reap(session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reap(Session session) throws InterruptedException {
    Signal never = new Signal();
    int cleanPasses = 0;
    for (int pass = 0; pass < PASSES && cleanPasses < 2; pass++) {
      cleanPasses = removeAll(session) ? cleanPasses + 1 : 0;
      never.await(PAUSE);
    }
  }

  /** One pass over the engine; tells whether nothing was found. */
  private static boolean removeAll(Session session) {
    try (ContainerEngine engine = Engines.open(Settings.load())) {
      Cleanup cleanup = new Cleanup(engine, session, Runnable::run, () -> {}, () -> {});
      cleanup.makingAnything();
      boolean clean = cleanup.left(nothing -> false).isEmpty();
      return cleanup.removeAll(nothing -> false).isEmpty() && clean;
    } catch (MayflyException e) {
      return false;
    }
  }
}
