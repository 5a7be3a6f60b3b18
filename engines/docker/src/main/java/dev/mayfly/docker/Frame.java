package dev.mayfly.docker;

import dev.mayfly.LogLine.Stream;

/**
 * A piece of a container's output.
 *
 * @param stream where it was written to
 * @param isStart whether one of the engine's messages begins with it
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent")
record Frame(Stream stream, boolean isStart, byte[] bytes) {}
