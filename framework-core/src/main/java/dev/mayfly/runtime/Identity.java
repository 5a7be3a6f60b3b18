package dev.mayfly.runtime;

import dev.mayfly.runtime.CanonicalForm.Part;
import java.util.List;

/**
 * By what a container of a build is known to be the one that is asked for.
 *
 * @param key equal for equal descriptions, in hexadecimal digits
 * @param parts what the key was made of
 */
record Identity(String key, List<Part> parts) {

  /** Counts among what makes containers equal: raised when Mayfly makes them otherwise. */
  private static final String FORMAT = "2";

  Identity {
    parts = List.copyOf(parts);
  }

  static Identity of(List<Part> parts) {
    StringBuilder text = new StringBuilder(FORMAT);
    parts.forEach(part -> text.append('\n').append(part.name()).append('=').append(part.text()));
    return new Identity(Digest.of(text.toString()).substring(0, 32), parts);
  }
}
