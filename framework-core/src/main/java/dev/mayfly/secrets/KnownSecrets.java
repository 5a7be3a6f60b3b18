package dev.mayfly.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All secrets that a session has been told of, for texts that may hold any of them. Thread-safe.
 *
 * <p>They are looked for when a text is first to be masked, which in most runs is at the end.
 */
public final class KnownSecrets {

  private static final int MOST_UNTOLD = 100;

  private final List<Supplier<Secrets>> untold = new ArrayList<>();
  private @Nullable Secrets known;

  /** More secrets, to be found when they are needed. */
  public synchronized void add(Supplier<Secrets> more) {
    untold.add(more);
    if (untold.size() >= MOST_UNTOLD) {
      now();
    }
  }

  /** What is known by now. */
  public synchronized Secrets now() {
    Secrets all = known == null ? Secrets.none() : known;
    if (!untold.isEmpty()) {
      all = all.and(untold.stream().map(Supplier::get).toList());
      untold.clear();
    }
    known = all;
    return all;
  }

  /** What masks the lines of one log, of which a private key takes several. */
  public MaskedLines lines() {
    return new MaskedLines(this::now);
  }

  /** The text with stars in place of all secrets. */
  public String mask(String text) {
    return now().mask(text);
  }
}
