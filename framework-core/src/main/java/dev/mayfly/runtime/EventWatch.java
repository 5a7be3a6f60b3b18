package dev.mayfly.runtime;

import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineEvent.Kind;
import dev.mayfly.engine.EngineException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the engine's events for the whole session, handed on by container. A stream
 * that breaks is opened again when the next container is watched; until then polling must do.
 */
final class EventWatch implements AutoCloseable {

  private final ContainerEngine engine;
  private final Session session;
  private final Map<String, ContainerNews> listeners = new ConcurrentHashMap<>();
  private final AtomicBoolean flowing = new AtomicBoolean();
  private volatile @Nullable LogSubscription subscription;
  private volatile boolean closed;

  EventWatch(ContainerEngine engine, Session session) {
    this.engine = engine;
    this.session = session;
  }

  /** What happens to a container from now on; to be called before it is started. */
  ContainerNews watch(String containerId) {
    ContainerNews news = new ContainerNews(() -> listeners.remove(containerId));
    listeners.put(containerId, news);
    open();
    return news;
  }

  /**
   * Sees to it that events flow, now or in a moment if another thread is about it. An engine
   * without them is no failure: waits poll as well.
   */
  private void open() {
    if (!closed && flowing.compareAndSet(false, true)) {
      try {
        keep(engine.events(Session.SESSION_LABEL, session.id(), this::deliver, this::lost));
      } catch (EngineException e) {
        flowing.set(false);
      }
    }
  }

  /** What happened to containers before the stream was open is for their waits to find out. */
  private void keep(LogSubscription fresh) {
    subscription = fresh;
    if (closed) {
      fresh.close();
    }
    listeners.values().forEach(ContainerNews::changed);
  }

  /** Whether what happens is told without asking. */
  boolean isOpen() {
    return flowing.get() && subscription != null;
  }

  private void deliver(EngineEvent event) {
    ContainerNews news = listeners.get(event.containerId());
    if (news != null && event.kind() != Kind.STARTED) {
      news.changed();
    }
  }

  private void lost() {
    flowing.set(false);
    listeners.values().forEach(ContainerNews::changed);
  }

  @Override
  public void close() {
    closed = true;
    LogSubscription open = subscription;
    if (open != null) {
      open.close();
    }
  }
}
