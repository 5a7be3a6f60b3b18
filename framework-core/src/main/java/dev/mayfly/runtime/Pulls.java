package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the engine fetch images: each by one JVM of this machine at a time, several of them side by
 * side, and again where it failed for what may pass. Thread-safe.
 */
final class Pulls {

  private final ContainerEngine engine;
  private final PullRecords records;
  private final BackOff backOff;
  private final ImageSteps steps;
  private final Consumer<String> log;

  /**
   * @param log gets what people may want to know: that a pull begins, fails, or moves a tag
   */
  Pulls(
      ContainerEngine engine,
      PullRecords records,
      BackOff backOff,
      ImageSteps steps,
      Consumer<String> log) {
    this.engine = engine;
    this.records = records;
    this.backOff = backOff;
    this.steps = steps;
    this.log = log;
  }

  /**
   * The image as its registry has it now, or had it when another JVM pulled it a moment ago.
   *
   * @param present what the engine has under that name, if anything
   * @throws ImageException if it can't be had
   */
  ImageState pull(ImageAlias alias, @Nullable String platform, Optional<ImageState> present) {
    Instant asked = Instant.now();
    ImageState pulled =
        records.alone(
            alias.name(),
            platform,
            () ->
                pulledSince(asked, alias.name(), platform).orElseGet(() -> fetch(alias, platform)));
    present
        .filter(before -> !before.id().equals(pulled.id()))
        .ifPresent(before -> tellMove(alias.name(), platform, before, pulled));
    return pulled;
  }

  /** What another one pulled while this one waited. */
  private Optional<ImageState> pulledSince(
      Instant asked, ImageName name, @Nullable String platform) {
    return records
        .last(name, platform)
        .filter(pulled -> !pulled.isBefore(asked))
        .flatMap(pulled -> engine.findImage(name));
  }

  /** An image of another processor is another one, and no move. */
  private void tellMove(
      ImageName name, @Nullable String platform, ImageState before, ImageState after) {
    if (platform == null || before.platform().equals(after.platform())) {
      log.accept(
          name
              + " has moved: it was "
              + before.identity(name)
              + " on the engine, and its registry has "
              + after.identity(name));
    }
  }

  private ImageState fetch(ImageAlias alias, @Nullable String platform) {
    ImageName name = alias.name();
    log.accept("Pulling " + name);
    for (int attempt = 1; ; attempt++) {
      try (Progress.Work work = steps.begin("Pulling " + name)) {
        engine.pullImage(name, platform, line -> steps.tell(work, line));
        break;
      } catch (EngineException e) {
        boolean mayPass = PullFault.of(e, name).mayPass() && e.status() != 0;
        if (!mayPass || attempt == backOff.most() || Thread.currentThread().isInterrupted()) {
          throw notPulled(alias, attempt, e);
        }
        log.accept(
            "Attempt %d of %d failed, the next one is in %d s: %s"
                .formatted(
                    attempt, backOff.most(), backOff.after(attempt).toSeconds(), e.getMessage()));
      }
      backOff.rest(attempt, "pulling " + name);
    }
    ImageState pulled =
        engine
            .findImage(name)
            .orElseThrow(
                () -> new ImageException("Image " + name + " was pulled and is gone.", null));
    records.pulled(name, platform);
    return pulled;
  }

  private ImageException notPulled(ImageAlias alias, int attempts, EngineException e) {
    boolean isThere = isThere(alias.name());
    String problem =
        isThere
            ? " is on the engine, but could not be pulled anew, as its pull policy wants it."
            : " is not on the engine and can't be pulled.";
    String advice = PullFault.of(e, alias.name()).advice(alias.name());
    return new ImageException(
        "Image "
            + alias.words()
            + problem
            + "\n  answer: "
            + e.getMessage()
            + (attempts == 1 ? "" : " (" + attempts + " attempts)")
            + (isThere ? "" : like(alias.name()))
            + "\n  try:    "
            + (isThere ? "set mayfly.pull to missing, which takes what is there; or: " : "")
            + advice,
        e);
  }

  private boolean isThere(ImageName name) {
    try {
      return engine.findImage(name).isPresent();
    } catch (EngineException e) {
      return false;
    }
  }

  /**
   * Refuses an image that the engine lacks and that nobody may pull.
   *
   * @param reason completes "and …"
   */
  ImageException lacking(ImageAlias alias, String reason) {
    return new ImageException(
        "Image "
            + alias.words()
            + " is not on the engine, and "
            + reason
            + " Load or pull it by hand."
            + like(alias.name()),
        null);
  }

  /**
   * What may be meant instead; nothing where the engine can't tell, since that is not the fault.
   */
  private String like(ImageName name) {
    try {
      List<String> like = Likeness.images(name, engine.imageNames().stream());
      return like.isEmpty() ? "" : "\n  there:  " + String.join(", ", like);
    } catch (EngineException e) {
      return "";
    }
  }

  /** When an image was pulled last, if that is known. */
  Optional<Instant> last(ImageName name, @Nullable String platform) {
    return records.last(name, platform);
  }
}
