package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * One run of a command on this machine, to its end. A thread that is interrupted meanwhile ends it.
 *
 * @param words the command and its arguments
 * @param env all of its environment
 * @param stdin what it is given to read
 * @param limit how long it may take; it is ended then
 */
record Invocation(List<String> words, Map<String, String> env, String stdin, Duration limit) {

  /** The exit code of one that was ended at its limit, as of any that is killed. */
  static final int ENDED = 137;

  /** Images may have to be fetched and built. */
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(15);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** ENOENT, and Windows' ERROR_FILE_NOT_FOUND, in the words of several versions of Java. */
  private static final Pattern MISSING = Pattern.compile("error[=:] ?2\\b");

  /** What a command has ended with. */
  record Result(int exitCode, String stdout, String stderr) {}

  static Invocation of(List<String> command, Map<String, String> env) {
    return new Invocation(command, env, "", USUAL_LIMIT);
  }

  Invocation arguments(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new Invocation(all, env, stdin, limit);
  }

  Invocation env(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(env);
    all.putAll(more);
    return new Invocation(words, all, stdin, limit);
  }

  Invocation withoutEnv(List<String> names) {
    Map<String, String> all = new HashMap<>(env);
    names.forEach(all::remove);
    return new Invocation(words, all, stdin, limit);
  }

  Invocation stdin(String text) {
    return new Invocation(words, env, text, limit);
  }

  Invocation limit(Duration most) {
    return new Invocation(words, env, stdin, most);
  }

  /** The result; empty if there is no such command, or none that can be run. */
  Optional<Result> tryRun() {
    Process process;
    try {
      process = started();
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(whileThisJvmLives(process));
  }

  /**
   * The result. Of one that was ended at its limit, {@link #ENDED} and words that say so.
   *
   * @throws MayflyException if it can't be run, or the thread is interrupted
   */
  Result run() {
    Process process;
    try {
      process = started();
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage());
      boolean isMissing = MISSING.matcher(problem).find();
      throw new MayflyException(
          "can't run " + words.get(0) + ": " + (isMissing ? "it is not there." : problem), e);
    }
    return whileThisJvmLives(process);
  }

  private Process started() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder.start();
  }

  /** What it goes on creating after that nobody would remove. */
  private Result whileThisJvmLives(Process process) {
    Thread hook = new Thread(() -> end(process), "mayfly-compose-end");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      end(process); // this JVM is ending
    }
    try {
      return result(process);
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // it is ending, and needs the hook
    }
  }

  private Result result(Process process) {
    CompletableFuture<String> stdout =
        CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Invocation::begin);
    CompletableFuture<String> stderr =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Invocation::begin);
    begin(() -> write(process.getOutputStream()));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        String note = "\nIt was ended, since it took longer than " + limit.toSeconds() + " s.";
        return new Result(ENDED, last(stdout), last(stderr) + note);
      }
      return new Result(process.exitValue(), stdout.get(), stderr.get());
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new MayflyException("the waiting thread was interrupted.", e);
    } catch (ExecutionException e) {
      throw new MayflyException("can't read what " + words.get(0) + " says.", e);
    }
  }

  /** Those that it has started first: afterwards nobody knows whose they are. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String last(Future<String> words) throws InterruptedException, ExecutionException {
    try {
      return words.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "";
    }
  }

  /** Each stream has a thread of its own, which ends with the command. */
  private static void begin(Runnable task) {
    Thread thread = new Thread(task, "mayfly-compose-stream");
    thread.setDaemon(true);
    thread.start();
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** A command that has ended reads no more, and says itself why. */
  private void write(OutputStream stream) {
    try (stream) {
      stream.write(stdin.getBytes(UTF_8));
    } catch (IOException e) {
      return;
    }
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
