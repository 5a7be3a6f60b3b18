package dev.mayfly.docker;

import dev.mayfly.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of buildx to its end. It ends with this JVM, too: it writes to a pipe that nobody reads
 * then.
 *
 * @param what for messages
 * @param command its words
 * @param environment what is added to this JVM's
 */
record BuildxRun(String what, List<String> command, Map<String, String> environment) {

  private static final String ERROR = "ERROR: ";
  private static final int LAST_LINES = 5;
  private static final Pattern HUNG_UP =
      Pattern.compile("(?i)broken pipe|stream closed|pipe is being");

  /**
   * Runs it.
   *
   * @param input what it is given to read
   * @param output gets its lines, on a thread of its own
   * @throws EngineException if it fails or can't be run, or the thread is interrupted
   */
  void run(BodyWriter input, Consumer<String> output) {
    Process process = started();
    Deque<String> last = new ArrayDeque<>();
    AtomicReference<@Nullable Exception> unsent = new AtomicReference<>();
    String thread = "mayfly-buildx-" + process.pid();
    Thread reader = Threads.daemon(thread, () -> read(process, last, output));
    Thread writer = Threads.daemon(thread + "-context", () -> write(process, input, unsent));
    reader.start();
    writer.start();
    try {
      int exitCode = process.waitFor();
      reader.join();
      writer.join();
      if (exitCode != 0) {
        throw failure(exitCode, last, unsent.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(0, what + ": interrupted while waiting for buildx.", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process started() {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("DOCKER_HOST");
    builder.environment().remove("DOCKER_CONTEXT");
    builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException(
          0, what + ": can't run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  private static void read(Process process, Deque<String> last, Consumer<String> output) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          remember(last, line);
          output.accept(line);
        }
      }
    } catch (IOException e) {
      // it was ended
    }
  }

  private static void remember(Deque<String> last, String line) {
    last.add(line);
    if (last.size() > LAST_LINES) {
      last.remove();
    }
  }

  /** Half a context must not be taken for a whole one; a program that hangs up says why itself. */
  private static void write(
      Process process, BodyWriter input, AtomicReference<@Nullable Exception> unsent) {
    OutputStream out = process.getOutputStream();
    try {
      input.writeTo(out);
      out.close();
    } catch (IOException | RuntimeException e) {
      if (!HUNG_UP.matcher(String.valueOf(e.getMessage())).find()) {
        unsent.set(e);
        process.destroyForcibly();
      }
    }
  }

  private EngineException failure(int exitCode, Deque<String> last, @Nullable Exception unsent) {
    if (unsent != null) {
      return new EngineException(400, what + ": " + unsent.getMessage(), unsent);
    }
    String said =
        last.stream()
            .filter(line -> line.startsWith(ERROR))
            .reduce((one, other) -> other)
            .map(line -> line.substring(ERROR.length()))
            .orElseGet(() -> String.join("; ", last));
    return new EngineException(
        500, what + ": " + (said.isEmpty() ? "buildx ended with " + exitCode : said));
  }
}
