package dev.mayfly.ready;

/**
 * What one look at a container saw.
 *
 * @param verdict whether to go on waiting
 * @param seen what was seen, in words that complete "last answer: …"; empty when ready
 */
public record Look(Verdict verdict, String seen) {

  /** Whether the container is ready, may still become so, or never will. */
  public enum Verdict {
    READY,
    NOT_YET,
    NEVER
  }

  /** The container is ready. */
  public static Look ready() {
    return new Look(Verdict.READY, "");
  }

  /** The container may become ready; {@code seen} says what kept it from being so. */
  public static Look notYet(String seen) {
    return new Look(Verdict.NOT_YET, seen);
  }

  /** The container can't become ready any more: waiting ends at once with {@code seen}. */
  public static Look never(String seen) {
    return new Look(Verdict.NEVER, seen);
  }

  /** The question could not be asked, or the answer was not as expected. */
  public static Look failed(Throwable reason) {
    return notYet(reason.getMessage() == null ? reason.toString() : reason.getMessage());
  }

  /** Looks at one question of several, so that what is seen names the question. */
  static Look at(Readiness part, Probe probe) throws InterruptedException {
    Look look;
    try {
      look = part.look(probe);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      look = failed(e);
    }
    boolean isNamed =
        part instanceof QuietLogReadiness || part.characteristics().needsHealthcheck();
    return look.isReady() || isNamed
        ? look
        : new Look(look.verdict(), part.describe() + ": " + look.seen());
  }

  public boolean isReady() {
    return verdict == Verdict.READY;
  }
}
