package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the engine fetch images: each by one JVM of this machine at a time, several of them side by
 * side, and again where it failed for what may pass. Thread-safe.
 */
final class Pulls {

  /** Docker tells it when it has pulled; Podman does not. */
  private static final String DIGEST = "Digest: ";

  private final ContainerEngine engine;
  private final ImageRecords records;
  private final BackOff backOff;
  private final ImageSteps steps;
  private final Consumer<String> log;

  /** Registries of which all attempts failed, which the next one who asks is not to wait for. */
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

  /**
   * @param log gets what people may want to know: that a pull begins, fails, or moves a tag
   */
  Pulls(
      ContainerEngine engine,
      ImageRecords records,
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
    ImageState pulled = tried(alias, platform, asked);
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

  /** Others have their turn between two attempts. */
  private ImageState tried(ImageAlias alias, @Nullable String platform, Instant asked) {
    ImageName name = alias.name();
    int most = givenUp.contains(name.registry()) ? 1 : backOff.most();
    for (int attempt = 1; ; attempt++) {
      try {
        return records.alone(
            name,
            platform,
            () -> pulledSince(asked, name, platform).orElseGet(() -> fetch(name, platform)));
      } catch (EngineException e) {
        boolean mayPass = PullFault.of(e, name).mayPass() && e.status() != 0;
        if (!mayPass || attempt == most || Thread.currentThread().isInterrupted()) {
          if (mayPass) {
            givenUp.add(name.registry());
          }
          throw notPulled(alias, attempt, e);
        }
        log.accept(
            "Attempt %d of %d failed, the next one is in %d s: %s"
                .formatted(attempt, most, backOff.after(attempt).toSeconds(), e.getMessage()));
      }
      backOff.rest(attempt, "pulling " + name);
    }
  }

  private ImageState fetch(ImageName name, @Nullable String platform) {
    log.accept("Pulling " + name);
    AtomicReference<@Nullable String> digest = new AtomicReference<>();
    try (Progress.Work work = steps.begin("Pulling " + name)) {
      engine.pullImage(
          name,
          platform,
          line -> {
            steps.tell(work, line);
            if (line.startsWith(DIGEST)) {
              digest.set(line.substring(DIGEST.length()).strip());
            }
          });
    }
    ImageState pulled =
        engine
            .findImage(name)
            .orElseThrow(
                () -> new ImageException("Image " + name + " was pulled and is gone.", null));
    records.now(name, platform);
    givenUp.remove(name.registry());
    return knownBy(digest.get(), pulled);
  }

  /**
   * The image with the digest first by which it was pulled; the engine may know it by others of
   * that repository, which the tag has led to before.
   */
  private static ImageState knownBy(@Nullable String digest, ImageState image) {
    String end = "@" + digest;
    List<String> digests =
        Stream.concat(
                image.digests().stream().filter(known -> known.endsWith(end)),
                image.digests().stream().filter(known -> !known.endsWith(end)))
            .toList();
    return new ImageState(
        image.id(),
        digests,
        image.exposedPorts(),
        image.hasHealthcheck(),
        image.platform(),
        image.labels(),
        image.named(),
        image.size());
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
