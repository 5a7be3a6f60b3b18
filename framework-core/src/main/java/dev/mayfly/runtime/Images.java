package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.PresentImage;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ParentImage;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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
  private final NameRules rules;
  private final Memoizer<String, ImageSteps> steps = new Memoizer<>();
  private final Memoizer<String, Emulation> emulation = new Memoizer<>();
  private final Memoizer<String, Pulls> pulls = new Memoizer<>();
  private final Memoizer<Wanted, FoundImage> found = new Memoizer<>();
  private final Memoizer<Built, FoundImage> built = new Memoizer<>();

  Images(ContainerEngine engine, Session session, Cleanup cleanup, Settings settings) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.settings = settings;
    this.usual = settings.pullPolicy();
    this.rules = new NameRules(settings, NameRules::found, this::isOnlyHere, LOG::info);
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
        new Wanted(name, platform, policy), () -> findOrPull(rules.of(name), platform, policy));
  }

  /** What pulls and builds need is made when something is pulled or built. */
  private ImageSteps steps() {
    return steps.get("", ImageSteps::new);
  }

  private ImageBuilds builds() {
    return new ImageBuilds(engine, session, cleanup, steps(), settings);
  }

  private Pulls pulls() {
    return pulls.get(
        "",
        () ->
            new Pulls(
                engine,
                new ImageRecords(
                    BuildPlace.folder(settings).resolve("pulls"), "pulls", engine::identity),
                BackOff.of(settings.pullAttempts()),
                steps(),
                LOG::info));
  }

  /** What is built is for the container's platform, unless it names one. */
  private static ImageBuild of(@Nullable String platform, ImageBuild build) {
    return platform == null || build.platform() != null ? build : build.platform(platform);
  }

  private FoundImage base(ImageBuild build, ParentImage base, PullPolicy policy) {
    String own = base.platform();
    return ensure(base.name(), own == null ? build.platform() : own, policy);
  }

  /** One that no registry has given out was made on the engine. */
  private boolean isOnlyHere(ImageName name) {
    return engine
        .findImage(name)
        .filter(image -> image.identity(name).equals(image.id()))
        .isPresent();
  }

  private FoundImage findOrPull(ImageAlias alias, @Nullable String platform, PullPolicy policy) {
    FoundImage image = foundOrPulled(alias, platform, policy);
    if (!isOfThisMachine(image.state())) {
      emulation
          .get("", () -> new Emulation(engine, settings.refusesEmulation()))
          .check(image.state(), image.reference());
    }
    return image;
  }

  /** Some engines say the same of what they built as of what they pulled; no mirror has that. */
  private FoundImage foundOrPulled(ImageAlias alias, @Nullable String platform, PullPolicy policy) {
    try {
      return new FoundImage(state(alias, platform, policy), alias);
    } catch (ImageException e) {
      Optional<ImageState> there =
          alias.isRenamed() && PullFault.isOfUnknown(e, alias.name())
              ? engine.findImage(alias.asked())
              : Optional.empty();
      ImageState image = there.orElseThrow(() -> e);
      LOG.info("{} is unknown; using {}, which is there", alias.name(), alias.asked());
      return new FoundImage(image, ImageAlias.none(alias.asked()));
    }
  }

  /**
   * Whether an image is surely for the engine's processor, without asking it: an engine that is not
   * reached over a network has this JVM's.
   */
  private boolean isOfThisMachine(ImageState image) {
    String address = engine.address();
    String own = System.getProperty("os.arch");
    return (address.startsWith("unix:") || address.indexOf(':') < 0)
        && (image.platform().endsWith("/" + own) || Platform.of(own).isThatOf(image));
  }

  private ImageState state(ImageAlias alias, @Nullable String platform, PullPolicy policy) {
    ImageName name = alias.name();
    Optional<ImageState> present = engine.findImage(name);
    if (present.isEmpty()) {
      requirePullable(alias, policy);
      return pulls().pull(alias, platform, present);
    }
    ImageState there = present.get();
    if (isAskedAnew(name, policy) && policy.pulls(name, Optional.of(told(there, name, platform)))) {
      return pulls().pull(alias, platform, present);
    }
    boolean fits = platform == null || Platform.of(platform).isThatOf(there);
    boolean mayPull = !fits && !name.isId() && policy.pulls(name, Optional.empty());
    return mayPull ? pullOr(there, alias, platform) : there;
  }

  private void requirePullable(ImageAlias alias, PullPolicy policy) {
    if (alias.name().isId()) {
      throw pulls().lacking(alias, "an image id can't be pulled.");
    }
    if (!policy.pulls(alias.name(), Optional.empty())) {
      throw pulls()
          .lacking(
              alias,
              policy.equals(usual)
                  ? "mayfly.pull is \"" + policy + "\"."
                  : "its own pull policy, " + policy + ", does not pull it.");
    }
  }

  /** What was pulled when is not looked up for those that don't ask. */
  private static boolean isAskedAnew(ImageName name, PullPolicy policy) {
    boolean isFixed = name.isId() || name.digest().isPresent();
    return !isFixed && policy != PullPolicy.missing() && policy != PullPolicy.never();
  }

  private PresentImage told(ImageState image, ImageName name, @Nullable String platform) {
    Optional<Instant> named = Optional.of(image.named()).filter(Instant.EPOCH::isBefore);
    Optional<Instant> pulled = pulls().last(name, platform);
    Optional<Instant> last =
        Stream.of(named, pulled).flatMap(Optional::stream).max(Instant::compareTo);
    return new PresentImage(image.id(), image.labels(), last);
  }

  /** The engine may have several under a name and tell of one; if it can't use them, it says so. */
  private ImageState pullOr(ImageState present, ImageAlias alias, @Nullable String platform) {
    try {
      return pulls().pull(alias, platform, Optional.of(present));
    } catch (ImageException e) {
      LOG.info("{} can't be pulled for {}; using what is there", alias.name(), platform);
      return present;
    }
  }
}
