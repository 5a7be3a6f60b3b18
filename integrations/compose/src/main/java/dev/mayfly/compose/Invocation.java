package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command on this machine, to its end. A thread that is interrupted meanwhile ends it.
 *
 * @param words the command and its arguments
 * @param env all of its environment
 * @param stdin what it is given to read
 */
record Invocation(List<String> words, Map<String, String> env, String stdin) {

  /** What a command has ended with. */
  record Result(int exitCode, String stdout, String stderr) {}

  static Invocation of(List<String> command, Map<String, String> env) {
    return new Invocation(command, env, "");
  }

  Invocation arguments(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new Invocation(all, env, stdin);
  }

  Invocation env(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(env);
    all.putAll(more);
    return new Invocation(words, all, stdin);
  }

  Invocation withoutEnv(List<String> names) {
    Map<String, String> all = new HashMap<>(env);
    names.forEach(all::remove);
    return new Invocation(words, all, stdin);
  }

  Invocation stdin(String text) {
    return new Invocation(words, env, text);
  }

  /** The result; empty if there is no such command. */
  Optional<Result> tryRun() {
    Process process = started();
    return process == null ? Optional.empty() : Optional.of(whileThisJvmLives(process));
  }

  /**
   * The result.
   *
   * @throws MayflyException if there is no such command, or the thread is interrupted
   */
  Result run() {
    return tryRun()
        .orElseThrow(() -> new MayflyException("can't run " + words.get(0) + ": it is not there."));
  }

  private @Nullable Process started() {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(env);
    try {
      return builder.start();
    } catch (IOException e) {
      return null;
    }
  }

  /** What it goes on creating after that nobody would remove. */
  private Result whileThisJvmLives(Process process) {
    Thread hook = new Thread(process::destroyForcibly, "mayfly-compose-end");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      process.destroyForcibly(); // it is ending
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
      int exitCode = process.waitFor();
      return new Result(exitCode, stdout.join(), stderr.join());
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new MayflyException("the waiting thread was interrupted.", e);
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
