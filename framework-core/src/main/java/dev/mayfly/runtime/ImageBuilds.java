package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ParentImage;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets the engine build images of the session, of bases that it has by then. Thread-safe. */
final class ImageBuilds {

  private static final int BUILD_LINES = 30;
  private static final int LONGEST_LINE = 500;

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final ImageSteps steps;

  ImageBuilds(ContainerEngine engine, Session session, Cleanup cleanup, ImageSteps steps) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.steps = steps;
  }

  /**
   * Builds an image.
   *
   * @param bases sees to it that the engine has a base, and tells its name there
   */
  ImageState build(ImageBuild build, Function<ParentImage, ImageName> bases) {
    if (!Files.isRegularFile(build.context().resolve(build.dockerfile()))) {
      throw new DeclarationException(
          "There is no Dockerfile at " + build.context().resolve(build.dockerfile()) + ".");
    }
    Map<ImageName, ImageName> instead = instead(build, bases);
    ImageName name =
        ImageName.parse(
            "mayfly-build/" + session.id() + ":" + Integer.toHexString(build.hashCode()));
    Deque<String> tail = new ArrayDeque<>();
    cleanup.making(Kind.IMAGE);
    try (Progress.Work work = steps.begin("Building " + build.describe())) {
      engine.buildImage(
          build,
          instead,
          name,
          session.labels(),
          line -> {
            String drawn = Excerpt.of(Printable.drawn(line), LONGEST_LINE);
            steps.tell(work, drawn);
            remember(tail, drawn);
          });
    } catch (EngineException e) {
      throw new ImageException(
          "Can't build "
              + build.describe()
              + ": "
              + String.valueOf(e.getMessage())
                  .lines()
                  .map(Printable::drawn)
                  .collect(Collectors.joining("\n"))
              + "\n  last output:\n    "
              + String.join("\n    ", tail),
          e);
    }
    return engine
        .findImage(name)
        .orElseThrow(() -> new ImageException(build.describe() + " is gone.", null));
  }

  /** The names of bases that are another one on the engine. */
  private Map<ImageName, ImageName> instead(
      ImageBuild build, Function<ParentImage, ImageName> bases) {
    Map<ImageName, ImageName> instead = new LinkedHashMap<>();
    for (ParentImage base : engine.baseImages(build)) {
      ImageName there = baseOf(build, base, bases);
      if (!there.equals(base.name())) {
        instead.put(base.name(), there);
      }
    }
    return instead;
  }

  private static ImageName baseOf(
      ImageBuild build, ParentImage base, Function<ParentImage, ImageName> bases) {
    try {
      return bases.apply(base);
    } catch (ImageException e) {
      throw new ImageException(
          "Can't build " + build.describe() + ", which is based on it: " + e.getMessage(), e);
    }
  }

  private static void remember(Deque<String> tail, String line) {
    tail.add(line);
    if (tail.size() > BUILD_LINES) {
      tail.remove();
    }
  }
}
