package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ParentImage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the engine has an image: finds it, pulls it or builds it, once a session.
 * Thread-safe.
 */
final class Images {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final Settings settings;
  private final PullPolicy usual;
  private final NamedImages named;
  private final Memoizer<String, ImageSteps> steps = new Memoizer<>();
  private final Memoizer<Wanted, FoundImage> found = new Memoizer<>();
  private final Memoizer<Built, FoundImage> built = new Memoizer<>();

  Images(ContainerEngine engine, Session session, Cleanup cleanup, Settings settings) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.settings = settings;
    this.usual = settings.pullPolicy();
    this.named = new NamedImages(engine, settings, this::steps, LOG::info, settings.imageLock());
  }

  /** An image for a platform, or for whichever the engine chooses. */
  private record Wanted(ImageName name, @Nullable String platform, PullPolicy policy) {}

  /** An image to be built, and what is done for its bases. */
  private record Built(ImageBuild build, PullPolicy policy) {}

  /** The image, which the engine has afterwards. */
  FoundImage ensure(ContainerSpec spec) {
    PullPolicy own = spec.pull();
    return ensure(spec.image(), spec.platform(), own == null ? usual : own);
  }

  private FoundImage ensure(ImageSource source, @Nullable String platform, PullPolicy policy) {
    if (source instanceof ImageBuild declared) {
      ImageBuild build = of(platform, declared);
      return built.get(
          new Built(build, policy),
          () -> new FoundImage(builds().build(build, base -> base(build, base, policy)), null));
    }
    ImageName name = (ImageName) source;
    return found.get(
        new Wanted(name, platform, policy), () -> named.ensure(name, platform, policy));
  }

  /** What pulls and builds need is made when something is pulled or built. */
  private ImageSteps steps() {
    return steps.get("", ImageSteps::logged);
  }

  private ImageBuilds builds() {
    return new ImageBuilds(engine, session, cleanup, steps(), settings);
  }

  /** What is built is for the container's platform, unless it names one. */
  private static ImageBuild of(@Nullable String platform, ImageBuild build) {
    return platform == null || build.platform() != null ? build : build.platform(platform);
  }

  private FoundImage base(ImageBuild build, ParentImage base, PullPolicy policy) {
    String own = base.platform();
    return ensure(base.name(), own == null ? build.platform() : own, policy);
  }
}
