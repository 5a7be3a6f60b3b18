package dev.mayfly.runtime;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the engine's lines on pulls and builds go: all to one picture of what goes on, and those
 * that count no bytes to the log. Thread-safe.
 */
final class ImageSteps {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  private final Consumer<String> news;
  private final Memoizer<String, Progress> progress = new Memoizer<>();

  /**
   * @param news gets the lines that people see where there is no terminal
   */
  ImageSteps(Consumer<String> news) {
    this.news = news;
  }

  /** Those of a session. */
  static ImageSteps logged() {
    return new ImageSteps(LOG::info);
  }

  /** Only who pulls or builds needs to know whether there is a terminal. */
  Progress.Work begin(String what) {
    return progress.get("", () -> Progress.ofThisProcess(news)).begin(what);
  }

  void tell(Progress.Work work, String line) {
    if (!Steps.isCount(line)) {
      LOG.debug("{}", line);
    }
    work.accept(line);
  }
}
