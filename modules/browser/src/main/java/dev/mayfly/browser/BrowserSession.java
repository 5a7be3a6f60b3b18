package dev.mayfly.browser;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.net.URI;

/**
 * A session of its own for a test, in a {@link BrowserContainer} that many tests share: a fresh
 * profile without cookies, which is closed when the test is over. Its {@link #name} is what
 * WebDriver calls its id.
 *
 * <p>A client that attaches to a session must not quit it. Thread-safe.
 */
@CheckReturnValue
public final class BrowserSession implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private BrowserSession() {}

  /** A session with the browser's own settings, which keeps all that pages log. */
  public static BrowserSession of() {
    return new BrowserSession();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** {@code http://host:port} for WebDriver clients in the test. */
  public URI url() {
    return container().url(WebDriver.PORT);
  }

  /** {@code http://host:port/session/id}, below which WebDriver has the session's commands. */
  public URI commandsUrl() {
    return url().resolve("/session/" + name());
  }
}
