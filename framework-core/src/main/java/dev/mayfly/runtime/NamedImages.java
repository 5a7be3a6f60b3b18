package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.PresentImage;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ImageState;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the engine has the image of a name: finds it or pulls it, by the rules for names
 * and the build's lock file. Thread-safe.
 */
final class NamedImages {

  private final ContainerEngine engine;
  private final Settings settings;
  private final Supplier<ImageSteps> steps;
  private final Consumer<String> log;
  private final String lockWord;
  private final PullPolicy usual;
  private final NameRules rules;
  private final Memoizer<String, Optional<ImageLock>> lock = new Memoizer<>();
  private final Memoizer<String, Emulation> emulation = new Memoizer<>();
  private final Memoizer<String, Pulls> pulls = new Memoizer<>();

  /**
   * @param steps where the engine's lines on pulls go; asked for when something is pulled
   * @param log gets what people may want to know
   * @param lockWord what is done with the lock file, as {@code mayfly.images.lock} says it
   */
  NamedImages(
      ContainerEngine engine,
      Settings settings,
      Supplier<ImageSteps> steps,
      Consumer<String> log,
      String lockWord) {
    this.engine = engine;
    this.settings = settings;
    this.steps = steps;
    this.log = log;
    this.lockWord = lockWord;
    this.usual = settings.pullPolicy();
    this.rules = new NameRules(settings, NameRules::found, this::isOnlyHere, log);
  }

  /** The image, which the engine has afterwards. */
  FoundImage ensure(ImageName asked, @Nullable String platform, PullPolicy policy) {
    ImageAlias alias = rules.of(asked);
    FoundImage image =
        lock()
            .map(its -> byLock(its, alias, platform, policy))
            .orElseGet(() -> foundOrPulled(alias, platform, policy));
    if (!isOfThisMachine(image.state())) {
      emulation
          .get("", () -> new Emulation(engine, settings.refusesEmulation()))
          .check(image.state(), image.reference());
    }
    return image;
  }

  /** One that no registry has given out was made on the engine. */
  private boolean isOnlyHere(ImageName name) {
    return engine
        .findImage(name)
        .filter(image -> image.identity(name).equals(image.id()))
        .isPresent();
  }

  /** Empty where there is no lock file, and nobody wants one. */
  private Optional<ImageLock> lock() {
    return lock.get(
        "",
        () -> {
          boolean isWanted = lockWord.equals("require") || lockWord.equals("write");
          boolean isThere = !lockWord.equals("off") && Files.exists(settings.imageLockFile());
          tellMissing(isThere);
          return isWanted || isThere
              ? Optional.of(
                  new ImageLock(LockFile.of(settings), lockWord, this::enginesPlatform, log))
              : Optional.empty();
        });
  }

  /** A path that is set and leads nowhere is a mistake in most cases. */
  private void tellMissing(boolean isThere) {
    boolean isLookedFor = !lockWord.equals("off") && !lockWord.equals("write");
    if (!isThere && isLookedFor && settings.namesImageLockFile()) {
      log.accept(
          "mayfly.images.lock.file is "
              + settings.imageLockFile()
              + ", and there is no such file: no image is locked");
    }
  }

  /** What the engine chooses for who asks for none. */
  String enginesPlatform() {
    return isHere()
        ? Platform.of(System.getProperty("os.arch")).text()
        : Platform.of(engine.info().operatingSystem() + "/" + engine.info().architecture()).text();
  }

  private FoundImage byLock(
      ImageLock its, ImageAlias alias, @Nullable String platform, PullPolicy policy) {
    Optional<LockedImage> line = its.of(alias.asked(), platform);
    if (line.isPresent()) {
      return locked(its, line.get(), alias, platform, policy);
    }
    its.requireLine(alias, platform, engine);
    FoundImage image = foundOrPulled(alias, platform, policy);
    its.usedWithoutLine(image, platform);
    return image;
  }

  /** The locked content by its digest, or under another name that it has on the engine. */
  private FoundImage locked(
      ImageLock its,
      LockedImage line,
      ImageAlias alias,
      @Nullable String platform,
      PullPolicy policy) {
    ImageAlias pinned = its.pinned(alias, line);
    Optional<ImageState> present = engine.findImage(pinned.name());
    if (present.isEmpty()) {
      for (ImageAlias other : its.others(alias, line)) {
        Optional<ImageState> there = engine.findImage(other.name()).filter(line::isContentOf);
        if (there.isPresent()) {
          return new FoundImage(there.get(), other);
        }
      }
    }
    boolean mayBeOfAnother = present.filter(image -> !image.id().equals(line.id())).isPresent();
    try {
      return new FoundImage(
          state(pinned, mayBeOfAnother ? line.platform() : platform, policy, present), pinned);
    } catch (ImageException e) {
      throw its.explained(e, alias, line, engine);
    }
  }

  /** Some engines say the same of what they built as of what they pulled; no mirror has that. */
  private FoundImage foundOrPulled(ImageAlias alias, @Nullable String platform, PullPolicy policy) {
    try {
      return new FoundImage(state(alias, platform, policy, engine.findImage(alias.name())), alias);
    } catch (ImageException e) {
      Optional<ImageState> there =
          alias.isRenamed() && PullFault.isOfUnknown(e, alias.name())
              ? engine.findImage(alias.asked())
              : Optional.empty();
      ImageState image = there.orElseThrow(() -> e);
      log.accept(alias.name() + " is unknown; using " + alias.asked() + ", which is there");
      return new FoundImage(image, ImageAlias.none(alias.asked()));
    }
  }

  /**
   * Whether an image is surely for the engine's processor, without asking it: an engine that is not
   * reached over a network has this JVM's.
   */
  private boolean isOfThisMachine(ImageState image) {
    String own = System.getProperty("os.arch");
    return isHere() && (image.platform().endsWith("/" + own) || Platform.of(own).isThatOf(image));
  }

  private boolean isHere() {
    String address = engine.address();
    return address.startsWith("unix:") || address.indexOf(':') < 0;
  }

  private ImageState state(
      ImageAlias alias,
      @Nullable String platform,
      PullPolicy policy,
      Optional<ImageState> present) {
    ImageName name = alias.name();
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
      log.accept(alias.name() + " can't be pulled for " + platform + "; using what is there");
      return present;
    }
  }

  /** What pulls need is made when something is pulled. */
  private Pulls pulls() {
    return pulls.get(
        "",
        () ->
            new Pulls(
                engine,
                new ImageRecords(
                    BuildPlace.folder(settings).resolve("pulls"),
                    "pulls",
                    ImageRecords.USUAL_MEMORY,
                    engine::identity),
                BackOff.of(settings.pullAttempts()),
                steps.get(),
                log));
  }
}
