package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ParentImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds an image that stays for the next run, once for all JVMs of this user and machine, and
 * nothing as long as all that enters is the same.
 */
final class KeptBuilds {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  private final ContainerEngine engine;
  private final KeptImages images;
  private final Path digests;

  /**
   * @param digests the folder of what is known of files
   */
  KeptBuilds(ContainerEngine engine, KeptImages images, Path digests) {
    this.engine = engine;
    this.images = images;
    this.digests = digests;
  }

  /**
   * The image; empty if the files changed while it was built, so that nobody knows which of them
   * are in it.
   *
   * @param bases the ids of its bases
   * @param builder builds for a key
   */
  Optional<ImageState> ensure(
      ImageBuild build, Map<ParentImage, String> bases, Function<String, ImageState> builder) {
    String key = key(build, bases);
    Optional<ImageState> there = images.use(key);
    return there.isPresent()
        ? there
        : images.alone(key, () -> images.use(key).or(() -> built(key, build, bases, builder)));
  }

  private Optional<ImageState> built(
      String key,
      ImageBuild build,
      Map<ParentImage, String> bases,
      Function<String, ImageState> builder) {
    images.tellOther(key);
    ImageState image = builder.apply(key);
    if (!key.equals(key(build, bases))) {
      LOG.warn("Files changed while {} was made; it is not kept", build.describe());
      engine.remove(Kind.IMAGE, image.id());
      return Optional.empty();
    }
    images.use(key);
    keepWithinBounds();
    return Optional.of(image);
  }

  /** What is too much today is too much tomorrow: a failure here fails no start. */
  private void keepWithinBounds() {
    try {
      images.keepWithinBounds(Instant.now());
    } catch (EngineException e) {
      LOG.debug("Nothing was removed of what is kept", e);
    }
  }

  /** The digest of all that enters the image, files as they are now. */
  String key(ImageBuild build, Map<ParentImage, String> bases) {
    try {
      FileDigests known = FileDigests.in(digests, build.context() + " " + build.files());
      String key = BuildKey.of(build, ContextFiles.all(build, engine), bases, known::of);
      known.keep();
      return key;
    } catch (IOException e) {
      throw new DeclarationException(
          "Can't read what " + build.describe() + " is made of: " + Unreadable.reason(e) + ".");
    }
  }
}
