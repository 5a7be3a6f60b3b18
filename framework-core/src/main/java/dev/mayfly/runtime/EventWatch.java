package dev.mayfly.runtime;

import dev.mayfly.LogSubscription;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the engine's events for the whole session, handed on by container. A stream
 * that breaks is opened again when the next container is watched; until then polling must do.
 */
final class EventWatch implements AutoCloseable {

  private final ContainerEngine engine;
  private final Session session;
  private final Map<String, Consumer<EngineEvent>> listeners = new ConcurrentHashMap<>();
  private @Nullable LogSubscription subscription;
  private boolean closed;

  EventWatch(ContainerEngine engine, Session session) {
    this.engine = engine;
    this.session = session;
  }

  /** Sees to it that events flow. An engine without them is no failure: waits poll as well. */
  synchronized void open() {
    if (subscription == null && !closed) {
      try {
        subscription =
            engine.events(Session.SESSION_LABEL, session.id(), this::deliver, this::lost);
      } catch (EngineException e) {
        subscription = null;
      }
    }
  }

  void listen(String containerId, Consumer<EngineEvent> listener) {
    listeners.put(containerId, listener);
  }

  void forget(String containerId) {
    listeners.remove(containerId);
  }

  private void deliver(EngineEvent event) {
    Consumer<EngineEvent> listener = listeners.get(event.containerId());
    if (listener != null) {
      listener.accept(event);
    }
  }

  private synchronized void lost() {
    subscription = null;
  }

  @Override
  public void close() {
    LogSubscription open;
    synchronized (this) {
      closed = true;
      open = subscription;
      subscription = null;
    }
    if (open != null) {
      open.close();
    }
  }
}
