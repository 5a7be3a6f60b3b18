package dev.mayfly.report;

import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.MayflyException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a container has become slow to start. The time counts from its creation until it is
 * ready; pulling and building are left out, since they depend on the network and happen once.
 * Immutable and thread-safe.
 */
public final class Budget {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.report");
  private static final String SETTING = "mayfly.start.budget";

  private final Function<String, Optional<Duration>> limits;
  private final boolean fails;
  private final Journal journal;

  /**
   * A budget.
   *
   * @param limits the durations that are set, by the setting's name
   * @param fails whether a start that takes longer is a failed start; else it is only told
   */
  public Budget(Function<String, Optional<Duration>> limits, boolean fails, Journal journal) {
    this.limits = limits;
    this.fails = fails;
    this.journal = journal;
  }

  /**
   * Compares a start with what it may take, an image's own limit before the one for all.
   *
   * @throws MayflyException if it took too long and that is to be a failure
   */
  public void check(String place, ImageSource image, Duration took) {
    String own = SETTING + "." + shortName(image);
    String setting = limits.apply(own).isPresent() ? own : SETTING;
    Optional<Duration> limit = limits.apply(setting);
    if (limit.isEmpty() || took.compareTo(limit.get()) <= 0) {
      return;
    }
    String text =
        "it was ready after "
            + took.toMillis()
            + " ms, but "
            + setting
            + " allows "
            + limit.get().toMillis()
            + " ms.";
    journal.problem(place + ": " + image.describe() + " is slow: " + text);
    if (fails) {
      throw new MayflyException(text);
    }
    LOG.warn("{}: {} is slow: {}", place, image.describe(), text);
  }

  /** The last part of the repository's name: {@code postgres}; for a build its description. */
  private static String shortName(ImageSource image) {
    String text = image instanceof ImageName name ? name.repository() : image.describe();
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
