package dev.mayfly.engine;

import dev.mayfly.LogLine.Stream;
import java.util.function.BiConsumer;

/**
 * For adapters: one thing for each of a container's output streams.
 *
 * @param stdout the one for standard output
 * @param stderr the one for standard error
 */
public record PerStream<T>(T stdout, T stderr) {

  public T of(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }

  public void forEach(BiConsumer<Stream, T> action) {
    action.accept(Stream.STDOUT, stdout);
    action.accept(Stream.STDERR, stderr);
  }
}
