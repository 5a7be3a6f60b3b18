package dev.mayfly.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that was examined, by the core or by an adapter. Immutable.
 *
 * @param verdict how it is
 * @param subject what was looked at, in a word or two
 * @param words what was found, for people
 * @param fix what to do about it; empty if nothing is to be done, or if the words say it
 * @param facts the same for programs, by name: numbers (sizes in bytes, times in seconds), texts,
 *     and lists or maps of them
 */
public record Finding(
    Verdict verdict, String subject, String words, String fix, Map<String, Object> facts) {

  public Finding {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** How it is. */
  public enum Verdict {
    GOOD,
    /** It could not be looked at here, and the words say why. */
    SKIPPED,
    /** Works, and is worth knowing. */
    NOTE,
    /** Tests with containers can't work like this. */
    BAD
  }

  /** The same of an engine that has a name: {@code build-box memory}. */
  public Finding of(String engine) {
    return new Finding(verdict, engine + " " + subject, words, fix, facts);
  }

  public static Finding good(String subject, String words) {
    return new Finding(Verdict.GOOD, subject, words, "", Map.of());
  }

  public static Finding skipped(String subject, String why) {
    return new Finding(Verdict.SKIPPED, subject, why, "", Map.of());
  }

  public static Finding note(String subject, String words, String fix) {
    return new Finding(Verdict.NOTE, subject, words, fix, Map.of());
  }

  public static Finding bad(String subject, String words, String fix) {
    return new Finding(Verdict.BAD, subject, words, fix, Map.of());
  }

  /** The same with one more fact. */
  public Finding with(String name, Object fact) {
    Map<String, Object> more = new TreeMap<>(facts);
    more.put(name, fact);
    return new Finding(verdict, subject, words, fix, more);
  }
}
