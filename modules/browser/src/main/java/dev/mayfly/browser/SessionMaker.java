package dev.mayfly.browser;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import java.io.IOException;

/**
 * Opens and closes sessions. Thread-safe. What a killed run left in a browser that outlives it is
 * closed by the browser itself, which gives up a session that nobody uses for five minutes.
 */
final class SessionMaker implements SliceMaker<BrowserSession> {

  private final WebDriver driver;

  SessionMaker(RunningContainer container) {
    this.driver = new WebDriver(container);
  }

  @Override
  public String make(BrowserSession description) throws IOException, InterruptedException {
    return driver.open();
  }

  /** The browser gives up sessions that nobody uses. */
  @Override
  public boolean isThere(String name) throws IOException, InterruptedException {
    return driver.sessions().contains(name);
  }

  @Override
  public void drop(String name) throws IOException, InterruptedException {
    driver.close(name);
  }
}
