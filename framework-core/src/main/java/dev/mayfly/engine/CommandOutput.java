package dev.mayfly.engine;

import dev.mayfly.ExecResult;
import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.MayflyException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For adapters: collects what a command writes, as far as {@link ContainerEngine#exec} keeps it,
 * and hands it on line by line, or to a file, if asked to. Not thread-safe.
 */
public final class CommandOutput implements AutoCloseable {

  private static final int MOST_SHOWN = 2_000;
  private static final int HALF = 8 * 1024 * 1024;

  private final PerStream<HeadAndTail> kept =
      new PerStream<>(new HeadAndTail(HALF), new HeadAndTail(HALF));
  private final PerStream<LineAssembler> assemblers =
      new PerStream<>(new LineAssembler(), new LineAssembler());
  private final @Nullable Consumer<LogLine> lines;
  private final @Nullable Path path;
  private final @Nullable OutputStream file;

  /**
   * @param lines gets each line, or null
   * @param path of the file that gets standard output, which is not kept then, or null
   * @throws MayflyException if the file can't be made
   */
  public CommandOutput(@Nullable Consumer<LogLine> lines, @Nullable Path path) {
    this.lines = lines;
    this.path = path;
    try {
      this.file = path == null ? null : Files.newOutputStream(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Takes the next piece of a stream. */
  public void add(Stream stream, byte[] bytes) {
    keep(stream, bytes);
    if (lines != null) {
      assemblers.of(stream).append(bytes, 0, text -> emit(stream, text));
    }
  }

  /** Hands on last lines that have no end. */
  public void end() {
    assemblers.forEach((stream, rest) -> rest.end(text -> emit(stream, text)));
  }

  private void keep(Stream stream, byte[] bytes) {
    OutputStream out = file;
    if (out == null || stream == Stream.STDERR) {
      kept.of(stream).write(bytes);
      return;
    }
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void emit(Stream stream, String text) {
    if (lines != null) {
      lines.accept(new LogLine(stream, Instant.now(), text));
    }
  }

  private byte[] bytes(Stream stream) {
    return kept.of(stream).bytes();
  }

  /** How the command ended, with what is kept of its output. */
  public ExecResult result(int exitCode) {
    ExecResult result = new ExecResult(exitCode, bytes(Stream.STDOUT), bytes(Stream.STDERR));
    return isWhole() ? result : result.cut();
  }

  private boolean isWhole() {
    return kept.stdout().leftOut() + kept.stderr().leftOut() == 0;
  }

  /** The end of what was written so far, for messages. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    kept.forEach(
        (stream, all) -> {
          String end = all.end(MOST_SHOWN);
          if (!end.isBlank()) {
            text.append('\n')
                .append(stream.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(end);
          }
        });
    return text.toString();
  }

  /**
   * Closes the file, if there is one.
   *
   * @throws MayflyException if it can't be written
   */
  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private MayflyException unwritable(IOException e) {
    return new MayflyException(
        "Can't write the command's standard output to "
            + path
            + ": "
            + e
            + ". Give stdoutTo a file in a folder that exists and has room.",
        e);
  }
}
