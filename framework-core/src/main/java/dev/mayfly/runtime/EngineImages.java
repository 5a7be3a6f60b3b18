package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.runtime.LockChange.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The images of an engine, for people and tools that prepare it before tests run: fetched as tests
 * would have them fetched, and locked. It starts no session. Thread-safe.
 */
public final class EngineImages implements AutoCloseable {

  private final ContainerEngine engine;
  private final Settings settings;
  private final LockFile file;
  private final NamedImages asTests;
  private final NamedImages unlocked;

  private EngineImages(ContainerEngine engine, Settings settings, Consumer<String> news) {
    ImageSteps steps = new ImageSteps(news);
    this.engine = engine;
    this.settings = settings;
    this.file = LockFile.of(settings);
    this.asTests = new NamedImages(engine, settings, () -> steps, news, settings.imageLock());
    this.unlocked = new NamedImages(engine, settings, () -> steps, news, "off");
  }

  /**
   * Those of an engine that the settings have a name for.
   *
   * @param engine one of {@link Settings#engineNames}, or empty for the usual one
   * @param news gets, on any thread, a line for each pull that begins, goes on or is tried again
   * @throws dev.mayfly.DeclarationException if a setting can't be used
   * @throws dev.mayfly.EngineNotFoundException if the engine does not answer
   */
  public static EngineImages open(Settings settings, String engine, Consumer<String> news) {
    return on(Engines.open(settings, engine), settings, news);
  }

  /** Those of an engine, which is closed with it. */
  public static EngineImages on(ContainerEngine engine, Settings settings, Consumer<String> news) {
    return new EngineImages(engine, settings, news);
  }

  /** Where the build's lock file is, or would be. */
  public static Path lockFile(Settings settings) {
    return LockFile.of(settings).path();
  }

  /**
   * The lines of the build's lock file, sorted; none if there is no file. It asks no engine.
   *
   * @throws dev.mayfly.DeclarationException if the file can't be understood
   */
  public static List<LockedImage> locked(Settings settings) {
    return List.copyOf(LockFile.of(settings).read().values());
  }

  /** The platform of images that are asked for without one, such as {@code linux/amd64}. */
  public String platform() {
    return unlocked.enginesPlatform();
  }

  /**
   * Has an image on the engine, by the settings' pull policy, rules for names and lock file.
   *
   * @return by which its content is known, a name with digest or an id
   * @throws ImageException if it can't be had
   */
  public String fetch(ImageName image) {
    return asTests.ensure(image, null, settings.pullPolicy()).identity();
  }

  /**
   * Writes down which content an image has for the engine's platform: that which the engine has
   * under that name, and else what its registry has. A line that is there stays.
   *
   * @param anew whether the registry is asked in any case, and its answer takes the line's place
   * @throws ImageException if the image can't be had
   * @throws dev.mayfly.MayflyException if the file can't be read or written
   */
  public LockChange lock(ImageName image, boolean anew) {
    String platform = platform();
    if (image.isId() || image.digest().isPresent()) {
      return new LockChange(image, platform, Kind.PINNED, "", image.digest().orElse(""));
    }
    String before = file.of(image, platform).map(LockedImage::digest).orElse("");
    if (!before.isEmpty() && !anew) {
      return new LockChange(image, platform, Kind.KEPT, before, before);
    }
    Optional<LockedImage> line = anew ? Optional.empty() : likeOthers(image, platform);
    if (line.isEmpty()) {
      line = resolved(image, platform, anew ? PullPolicy.always() : PullPolicy.missing());
    }
    if (line.isEmpty()) {
      return new LockChange(image, platform, Kind.BUILT, before, "");
    }
    String now = line.get().digest();
    if (before.equals(now)) {
      return new LockChange(image, platform, Kind.KEPT, before, now);
    }
    file.put(List.of(line.get()));
    return new LockChange(image, platform, before.isEmpty() ? Kind.ADDED : Kind.MOVED, before, now);
  }

  /** Empty if the image was made on the engine, and no registry knows it. */
  private Optional<LockedImage> resolved(ImageName image, String platform, PullPolicy policy) {
    FoundImage found = unlocked.ensure(image, null, policy);
    ImageAlias alias = found.alias();
    return ImageLock.digest(found.state(), alias == null ? image : alias.name())
        .map(digest -> new LockedImage(image, platform, digest, found.state().id()));
  }

  /** A digest stands for all processors in most cases; so all lines of an image have one. */
  private Optional<LockedImage> likeOthers(ImageName image, String platform) {
    for (LockedImage other : file.of(image)) {
      try {
        FoundImage found = unlocked.ensure(other.in(image), null, PullPolicy.missing());
        if (Platform.of(platform).isThatOf(found.state())) {
          return Optional.of(new LockedImage(image, platform, other.digest(), found.state().id()));
        }
      } catch (ImageException isGone) {
        // The registry has only newer ones, or one for that processor alone.
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    engine.close();
  }
}
