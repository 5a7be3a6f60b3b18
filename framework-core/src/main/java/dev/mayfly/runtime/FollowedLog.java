package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of a container since its start, followed from when it is first asked for. Lines arrive on
 * the engine's thread and are kept under this object's lock; no engine is called under it.
 */
final class FollowedLog implements AutoCloseable {

  private final ContainerEngine engine;
  private final String id;
  private final Instant since;
  private final ContainerNews news;
  private @Nullable Following current;
  private boolean closed;

  FollowedLog(ContainerEngine engine, String id, Instant since, ContainerNews news) {
    this.engine = engine;
    this.id = id;
    this.since = since;
    this.news = news;
  }

  /**
   * The complete lines that have arrived.
   *
   * @param mayGoOn whether a stream that has ended was cut off, and is to be opened again
   */
  List<LogLine> lines(boolean mayGoOn) {
    Following known = known(mayGoOn);
    Following following = known == null ? open() : known;
    if (!mayGoOn && isUnread(following)) {
      readToTheEnd(following);
    }
    synchronized (this) {
      return List.copyOf(following.lines);
    }
  }

  private synchronized boolean isUnread(Following following) {
    return following.ended && !following.whole;
  }

  /** Who follows a log can be cut off before its last lines; what was printed is there to read. */
  private void readToTheEnd(Following following) {
    List<LogLine> all = engine.logs(id, since, 0);
    synchronized (this) {
      following.whole = true;
      if (all.size() > following.lines.size()) {
        following.lines.clear();
        following.lines.addAll(all);
      }
    }
  }

  private synchronized @Nullable Following known(boolean mayGoOn) {
    Following known = current;
    return known != null && known.ended && mayGoOn ? null : known;
  }

  private Following open() {
    Following following = new Following();
    LogSubscription subscription =
        engine.followLogs(id, since, line -> add(following, line), () -> end(following));
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

  private void add(Following following, LogLine line) {
    synchronized (this) {
      following.lines.add(line);
    }
    news.signal().raise();
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
    final List<LogLine> lines = new ArrayList<>();
    boolean ended;
    boolean whole;
    @Nullable LogSubscription subscription;
  }
}
