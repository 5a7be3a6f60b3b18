package dev.mayfly.runtime;

/**
 * One thing that was examined. Immutable.
 *
 * @param verdict how it is
 * @param subject what was looked at, in a word or two
 * @param words what was found
 * @param fix what to do about it; empty if nothing is to be done, or if the words say it
 */
public record Finding(Verdict verdict, String subject, String words, String fix) {

  /** How it is. */
  public enum Verdict {
    GOOD,
    /** Works, and is worth knowing. */
    NOTE,
    /** Tests with containers can't work like this. */
    BAD
  }

  /** The same of an engine that has a name: {@code build-box memory}. */
  Finding of(String engine) {
    return new Finding(verdict, engine + " " + subject, words, fix);
  }

  static Finding good(String subject, String words) {
    return new Finding(Verdict.GOOD, subject, words, "");
  }

  static Finding note(String subject, String words, String fix) {
    return new Finding(Verdict.NOTE, subject, words, fix);
  }

  static Finding bad(String subject, String words, String fix) {
    return new Finding(Verdict.BAD, subject, words, fix);
  }
}
