package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.ready.Probe.LogMatches;
import dev.mayfly.ready.Probe.LogStream;
import dev.mayfly.runtime.LineCounter.Wanted;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log of a container since its start, followed from when it is first asked for. Lines arrive on
 * the engine's thread; what is searched for is counted as they come, and only the last of them are
 * kept, so that a log of any length takes little memory and no wanted line is missed. State is
 * guarded by this object's lock; no engine is called under it.
 */
final class FollowedLog implements AutoCloseable {

  private static final int MOST_LINES = 10_000;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int LONGEST_LINE = 64_000;

  private final ContainerEngine engine;
  private final String id;
  private final Instant since;
  private final ContainerNews news;
  private final Set<Wanted> wanted = new LinkedHashSet<>();
  private @Nullable Following current;
  private boolean closed;

  FollowedLog(ContainerEngine engine, String id, Instant since, ContainerNews news) {
    this.engine = engine;
    this.id = id;
    this.since = since;
    this.news = news;
  }

  /**
   * The last of the complete lines that have arrived: 10,000 at most, with 4,000,000 characters
   * together and 64,000 each.
   *
   * @param mayGoOn whether a stream that has ended was cut off, and is to be opened again
   */
  List<LogLine> lines(boolean mayGoOn) {
    Following following = following(mayGoOn);
    synchronized (this) {
      return following.lines.tail();
    }
  }

  /**
   * How many of all lines that have arrived match.
   *
   * @param mayGoOn whether a stream that has ended was cut off, and is to be opened again
   */
  LogMatches matches(String regex, LogStream stream, boolean mayGoOn) {
    Wanted sought = new Wanted(regex, stream);
    boolean isLate;
    synchronized (this) {
      wanted.add(sought);
      isLate = current != null && !current.lines.alsoCounts(sought);
    }
    Following following = isLate ? open() : following(mayGoOn);
    synchronized (this) {
      return following.lines.matches(sought);
    }
  }

  private Following following(boolean mayGoOn) {
    Following known = known(mayGoOn);
    Following following = known == null ? open() : known;
    if (!mayGoOn && isUnread(following)) {
      readToTheEnd(following);
    }
    return following;
  }

  private synchronized boolean isUnread(Following following) {
    return following.ended && !following.whole;
  }

  /** Who follows a log can be cut off before its last lines; what was printed is there to read. */
  private void readToTheEnd(Following following) {
    SeenLines all = newLines();
    engine.readLogs(id, since, 0, line -> add(all, line));
    synchronized (this) {
      following.whole = true;
      if (all.number() > following.lines.number()) {
        following.lines = all;
      }
    }
  }

  private synchronized @Nullable Following known(boolean mayGoOn) {
    Following known = current;
    return known != null && known.ended && mayGoOn ? null : known;
  }

  private synchronized SeenLines newLines() {
    return new SeenLines(wanted, new LogTail(MOST_LINES, MOST_CHARACTERS, LONGEST_LINE));
  }

  private Following open() {
    Following following = new Following(newLines());
    SeenLines lines = following.lines;
    LogSubscription subscription =
        engine.followLogs(
            id,
            since,
            line -> {
              add(lines, line);
              news.signal().raise();
            },
            () -> end(following));
    LogSubscription unwanted;
    synchronized (this) {
      following.subscription = subscription;
      unwanted = closed ? following.subscription : subscriptionOf(current);
      current = following;
    }
    if (unwanted != null) {
      unwanted.close();
    }
    return following;
  }

  private static @Nullable LogSubscription subscriptionOf(@Nullable Following following) {
    return following == null ? null : following.subscription;
  }

  private void add(SeenLines lines, LogLine line) {
    List<LineCounter> counters;
    synchronized (this) {
      counters = lines.keep(line);
    }
    counters.forEach(counter -> counter.see(line));
  }

  private void end(Following following) {
    synchronized (this) {
      following.ended = true;
    }
    news.changed();
  }

  synchronized boolean isFollowed() {
    return current != null;
  }

  /** Whether lines may still be on their way. */
  synchronized boolean isBehind() {
    return current != null && !current.ended;
  }

  @Override
  public void close() {
    LogSubscription subscription;
    synchronized (this) {
      closed = true;
      subscription = subscriptionOf(current);
    }
    if (subscription != null) {
      subscription.close();
    }
  }

  /** One stream of lines. */
  private static final class Following {
    SeenLines lines;
    boolean ended;
    boolean whole;
    @Nullable LogSubscription subscription;

    Following(SeenLines lines) {
      this.lines = lines;
    }
  }
}
