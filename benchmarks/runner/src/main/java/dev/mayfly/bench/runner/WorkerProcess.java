package dev.mayfly.bench.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A side's JVM that stays, and does a task at a time. */
public final class WorkerProcess implements AutoCloseable {

  private final Side side;
  private final Process process;
  private final Path log;
  private final BufferedReader answers;

  WorkerProcess(Side side, Process process, Path log) {
    this.side = side;
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  public Side side() {
    return side;
  }

  /**
   * Has a task done.
   *
   * @throws IOException if it fails; the message has the worker's log
   */
  public Figures perform(String task) throws IOException {
    process.getOutputStream().write((task + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(side.title() + " could not " + task + ":\n" + Files.readString(log));
    }
    return new Figures(answer);
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets the worker end by itself, or kills it if this thread is interrupted. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
