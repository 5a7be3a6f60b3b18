package dev.mayfly.secrets;

import java.util.function.Supplier;

/**
 * Masks the lines of one text as they come, of which a private key takes several. Not thread-safe.
 */
public final class MaskedLines {

  /** The longest keys have some 60 lines; what has more has lost its end. */
  private static final int LONGEST_KEY = 200;

  private final Supplier<Secrets> secrets;
  private int linesOfKey = -1;

  MaskedLines(Supplier<Secrets> secrets) {
    this.secrets = secrets;
  }

  /** The next line, with stars in place of all secrets. */
  public String next(String line) {
    if (linesOfKey < 0 || linesOfKey > LONGEST_KEY) {
      linesOfKey = Shapes.beginsPrivateKey(line) ? 0 : -1;
      return secrets.get().mask(line);
    }
    linesOfKey++;
    int end = Shapes.endOfPrivateKey(line);
    if (end < 0) {
      return "***";
    }
    linesOfKey = -1;
    return (end == 0 ? "" : "***") + secrets.get().mask(line.substring(end));
  }
}
