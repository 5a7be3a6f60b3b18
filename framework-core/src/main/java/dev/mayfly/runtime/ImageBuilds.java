package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ParentImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lets the engine build images of the session, of bases that it has by then. Thread-safe. */
final class ImageBuilds {

  private static final int LONGEST_LINE = 500;

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final ImageSteps steps;
  private final Settings settings;

  ImageBuilds(
      ContainerEngine engine,
      Session session,
      Cleanup cleanup,
      ImageSteps steps,
      Settings settings) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.steps = steps;
    this.settings = settings;
  }

  /**
   * The image, built unless one is kept of the very same.
   *
   * @param bases sees to it that the engine has a base
   */
  ImageState build(ImageBuild build, Function<ParentImage, FoundImage> bases) {
    requireDockerfile(build);
    Map<ParentImage, FoundImage> there = new LinkedHashMap<>();
    engine.baseImages(build).forEach(base -> there.put(base, baseOf(build, base, bases)));
    if (build.isKept() || settings.keepsImages()) {
      Optional<ImageState> kept = kept(build, there);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    cleanup.making(Kind.IMAGE);
    return made(
        build, there, ofSession(build), session.labels(), () -> builds().key(build, ids(there)));
  }

  private ImageName ofSession(ImageBuild build) {
    return ImageName.parse(
        "mayfly-build/" + session.id() + ":" + Integer.toHexString(build.hashCode()));
  }

  private static void requireDockerfile(ImageBuild build) {
    Path folder = build.context();
    if (folder != null
        && build.written() == null
        && !Files.isRegularFile(folder.resolve(build.dockerfile()))) {
      throw new DeclarationException(
          "There is no Dockerfile at " + folder.resolve(build.dockerfile()) + ".");
    }
  }

  private Optional<ImageState> kept(ImageBuild build, Map<ParentImage, FoundImage> bases) {
    KeptBuilds builds = builds();
    Map<ParentImage, String> ids = ids(bases);
    return builds.ensure(
        build,
        ids,
        key ->
            made(
                build,
                bases,
                KeptImages.name(key),
                KeptImages.labels(key, build.describe()),
                () -> builds.key(build, ids)));
  }

  private KeptBuilds builds() {
    return new KeptBuilds(
        engine,
        KeptImages.on(engine, settings),
        BuildPlace.folder(settings).resolve("file-digests"));
  }

  private static Map<ParentImage, String> ids(Map<ParentImage, FoundImage> bases) {
    Map<ParentImage, String> ids = new LinkedHashMap<>();
    bases.forEach((base, found) -> ids.put(base, found.state().id()));
    return ids;
  }

  private ImageState made(
      ImageBuild build,
      Map<ParentImage, FoundImage> bases,
      ImageName name,
      Map<String, String> labels,
      Supplier<String> key) {
    BuildRequest request =
        new BuildRequest(build, ContextFiles.added(build), instead(bases), name, labels, key);
    BuildLog log = new BuildLog();
    try (Progress.Work work = steps.begin("Building " + build.describe())) {
      return engine.buildImage(
          request,
          line -> {
            String drawn = Excerpt.of(Printable.drawn(line), LONGEST_LINE);
            steps.tell(work, drawn);
            log.add(drawn);
          });
    } catch (EngineException e) {
      throw notBuilt(build, log, e);
    }
  }

  private static ImageException notBuilt(ImageBuild build, BuildLog log, EngineException e) {
    String answer =
        String.valueOf(e.getMessage())
            .lines()
            .map(Printable::drawn)
            .collect(Collectors.joining("\n"));
    return new ImageException(
        "Can't build "
            + build.describe()
            + ": "
            + answer
            + (log.step().isEmpty() ? "" : "\n  step: " + log.step())
            + "\n  last output:\n    "
            + log.tail(),
        e);
  }

  /** The names of bases that are another one on the engine. */
  private static Map<ImageName, ImageName> instead(Map<ParentImage, FoundImage> bases) {
    Map<ImageName, ImageName> instead = new LinkedHashMap<>();
    bases.forEach(
        (base, found) -> {
          ImageAlias alias = found.alias();
          if (alias != null && !alias.name().equals(base.name())) {
            instead.put(base.name(), alias.name());
          }
        });
    return instead;
  }

  private static FoundImage baseOf(
      ImageBuild build, ParentImage base, Function<ParentImage, FoundImage> bases) {
    try {
      return bases.apply(base);
    } catch (ImageException e) {
      throw new ImageException(
          "Can't build " + build.describe() + ", which is based on it: " + e.getMessage(), e);
    }
  }
}
