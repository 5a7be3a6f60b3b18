package dev.mayfly.secrets;

/**
 * A part of a text that is to be starred.
 *
 * @param start where the stars begin
 * @param end where they end
 * @param value where the secret itself begins: of {@code app:hunter2} before an {@code @} behind
 *     the colon
 */
record Span(int start, int end, int value) {

  Span(int start, int end) {
    this(start, end, start);
  }
}
