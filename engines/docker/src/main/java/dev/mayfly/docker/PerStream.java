package dev.mayfly.docker;

import dev.mayfly.LogLine.Stream;
import java.util.function.BiConsumer;

/**
 * One thing for each of a container's output streams.
 *
 * @param stdout the one for standard output
 * @param stderr the one for standard error
 */
record PerStream<T>(T stdout, T stderr) {

  T of(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }

  void forEach(BiConsumer<Stream, T> action) {
    action.accept(Stream.STDOUT, stdout);
    action.accept(Stream.STDERR, stderr);
  }
}
