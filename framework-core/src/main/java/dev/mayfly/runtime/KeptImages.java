package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built images that stay on an engine from run to run, and the bounds of their number, size and
 * age. What they are is in their labels; when they were used is known to this user and machine.
 * Thread-safe.
 */
public final class KeptImages {

  /** The digest of all that entered the image. No session has it: none removes it at its end. */
  static final String BUILT_LABEL = "dev.mayfly.built";

  static final String SOURCE_LABEL = "dev.mayfly.built.from";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");
  private static final String REPOSITORY = "mayfly-kept/built";
  private static final int LONGEST_SOURCE = 300;

  /** Who has found an image makes a container of it soon, or once more. */
  private static final Duration IN_USE = Duration.ofHours(1);

  private final ContainerEngine engine;
  private final ImageRecords records;
  private final KeptBounds bounds;

  private KeptImages(ContainerEngine engine, ImageRecords records, KeptBounds bounds) {
    this.engine = engine;
    this.records = records;
    this.bounds = bounds;
  }

  /** Those of an engine, which is not closed with them. */
  public static KeptImages on(ContainerEngine engine, Settings settings) {
    KeptBounds bounds = settings.keptImages();
    Path folder = BuildPlace.folder(settings).resolve("kept-images");
    return new KeptImages(
        engine, new ImageRecords(folder, "builds", bounds.memory(), engine::identity), bounds);
  }

  static ImageName name(String key) {
    return ImageName.parse(REPOSITORY + ":" + key);
  }

  static Map<String, String> labels(String key, String source) {
    String words = Excerpt.of(Printable.line(source), LONGEST_SOURCE);
    return Map.of(BUILT_LABEL, key, SOURCE_LABEL, words);
  }

  /** The image for a key, which is used now. One that says it is of another key is none. */
  Optional<ImageState> use(String key) {
    Optional<ImageState> image = engine.findImage(name(key)).filter(found -> isOf(found, key));
    image.ifPresent(found -> records.now(name(key), null));
    return image;
  }

  /** Tells of one that has the name and is not what the name says. */
  void tellOther(String key) {
    engine
        .findImage(name(key))
        .ifPresent(
            other ->
                LOG.warn(
                    "{} ({}) was not built by Mayfly for what is asked for; it is not used",
                    name(key),
                    other.id()));
  }

  private static boolean isOf(ImageState image, String key) {
    return key.equals(image.labels().get(BUILT_LABEL));
  }

  /** Does something for a key while nobody else of this user and machine does. */
  <T> T alone(String key, Supplier<T> work) {
    return records.alone(name(key), null, work);
  }

  /**
   * All, those first that were used last.
   *
   * @throws EngineException if the engine does not answer
   */
  public List<KeptImage> list() {
    List<KeptImage> all = new ArrayList<>();
    for (EngineResource resource : engine.list(Kind.IMAGE, BUILT_LABEL, null)) {
      String key = resource.labels().getOrDefault(BUILT_LABEL, "");
      if (key.matches("[0-9a-f]{64}")) {
        engine
            .findImage(name(key))
            .filter(image -> isOf(image, key) && image.id().endsWith(resource.id()))
            .ifPresent(image -> all.add(kept(key, image, resource)));
      }
    }
    all.sort(Comparator.comparing(KeptImage::used).reversed());
    return all;
  }

  private KeptImage kept(String key, ImageState image, EngineResource resource) {
    Instant created = resource.created();
    Instant made = created == null ? image.named() : created;
    return new KeptImage(
        name(key).familiar(),
        image.id(),
        resource.labels().getOrDefault(SOURCE_LABEL, ""),
        image.size(),
        records.last(name(key), null).orElse(made));
  }

  /**
   * Removes one, with all its names. By its name an engine would take away that alone while a
   * container runs it, and nobody would find the rest.
   *
   * @throws EngineException if the engine refuses, as while a container runs it
   */
  public void remove(KeptImage image) {
    engine.remove(Kind.IMAGE, image.id());
  }

  /** Removes those that are too many, too large together or too old, the longest unused first. */
  void keepWithinBounds(Instant now) {
    int number = 0;
    long bytes = 0;
    for (KeptImage image : list()) {
      number++;
      bytes += image.bytes();
      boolean isInUse = image.used().isAfter(now.minus(IN_USE));
      if (!isInUse && !bounds.allow(number, bytes, image.used(), now)) {
        number--;
        bytes -= image.bytes();
        tryRemove(image);
      }
    }
  }

  private void tryRemove(KeptImage image) {
    try {
      remove(image);
      LOG.info("Removed {} ({}): more of its kind than are kept", image.name(), image.source());
    } catch (EngineException e) {
      LOG.debug("{} stays", image.name(), e);
    }
  }
}
