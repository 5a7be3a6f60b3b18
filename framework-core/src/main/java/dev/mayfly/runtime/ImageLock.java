package dev.mayfly.runtime;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a build's lock file says of the images of one engine, and what becomes of those that it does
 * not name. Thread-safe.
 */
final class ImageLock {

  private final LockFile file;
  private final String word;
  private final Supplier<String> platform;
  private final Consumer<String> log;

  /**
   * @param word the value of {@code mayfly.images.lock}
   * @param platform of the engine, for images that are asked for without one
   * @param log gets what people may want to know
   */
  ImageLock(LockFile file, String word, Supplier<String> platform, Consumer<String> log) {
    this.file = file;
    this.word = word;
    this.platform = platform;
    this.log = log;
  }

  LockFile file() {
    return file;
  }

  /** The line of an image; a name that has a digest needs none. */
  Optional<LockedImage> of(ImageName image, @Nullable String wanted) {
    if (isItsOwnLock(image)) {
      return Optional.empty();
    }
    List<LockedImage> lines = file.of(image);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String its = platform(wanted);
    return lines.stream().filter(line -> line.platform().equals(its)).findFirst();
  }

  private static boolean isItsOwnLock(ImageName image) {
    return image.isId() || image.digest().isPresent();
  }

  private String platform(@Nullable String wanted) {
    return wanted == null ? platform.get() : Platform.of(wanted).text();
  }

  /**
   * Where each image must have a line, refuses one that has none, unless it was made on the engine.
   */
  void requireLine(ImageAlias alias, @Nullable String wanted, ContainerEngine engine) {
    if (word.equals("require")
        && !isItsOwnLock(alias.asked())
        && engine.findImage(alias.name()).filter(here -> isMadeHere(here, alias)).isEmpty()) {
      throw new ImageException(
          "Image "
              + alias.words()
              + " has no line for "
              + platform(wanted)
              + " in "
              + file.path()
              + ", and mayfly.images.lock is \"require\"."
              + "\n  try:    "
              + (isOfEngine(platform(wanted))
                  ? "mayfly lock " + alias.asked()
                  : "a run with mayfly.images.lock=write"),
          null);
    }
  }

  /** The command locks for the engine's own platform alone. */
  private boolean isOfEngine(String its) {
    try {
      return its.equals(platform.get());
    } catch (EngineException e) {
      return true; // which is the usual case
    }
  }

  private static boolean isMadeHere(ImageState image, ImageAlias alias) {
    return digest(image, alias.name()).isEmpty();
  }

  /** An image without a line is used: it gets one, or people are told. */
  void usedWithoutLine(FoundImage image, @Nullable String wanted) {
    ImageAlias alias = image.alias();
    if (alias == null || isItsOwnLock(alias.asked())) {
      return;
    }
    Optional<String> digest = digest(image.state(), alias.name());
    if (digest.isEmpty()) {
      toldUnlockable(alias.asked());
    } else if (word.equals("write")) {
      file.put(
          List.of(
              new LockedImage(alias.asked(), platform(wanted), digest.get(), image.state().id())));
      log.accept(alias.asked() + " is locked to " + digest.get() + ", in " + file.path());
    } else {
      log.accept(
          alias.asked()
              + " is not locked: "
              + file.path()
              + " has no line for it and "
              + platform(wanted));
    }
  }

  /** Who wants all to be locked is to know of what can't be. */
  private void toldUnlockable(ImageName image) {
    if (!word.equals("verify")) {
      log.accept(
          image + " can't be locked: it came from no registry, so that there is no digest of it");
    }
  }

  /** The digest under which a name's repository knows an image; empty if it came from none. */
  static Optional<String> digest(ImageState image, ImageName name) {
    return Optional.of(ImageName.parse(image.identity(name)))
        .filter(identity -> !identity.isId())
        .flatMap(ImageName::digest);
  }

  /** The name of the locked content, for whom the alias is the place to ask. */
  ImageAlias pinned(ImageAlias alias, LockedImage line) {
    String rule = alias.isRenamed() ? alias.rule() + " and " : "";
    return new ImageAlias(alias.asked(), line.in(alias.name()), rule + file.path());
  }

  /** Other names that the engine may have the locked content under, such as from an archive. */
  List<ImageAlias> others(ImageAlias alias, LockedImage line) {
    ImageName asked = alias.asked();
    String rule = file.path().toString();
    return Stream.of(
            alias,
            ImageAlias.none(asked),
            new ImageAlias(asked, line.in(asked), rule),
            new ImageAlias(asked, ImageName.parse(line.id()), rule))
        .distinct()
        .filter(other -> !other.equals(pinned(alias, line)))
        .toList();
  }

  /** A failure to have what is locked, with what is there instead and what to do. */
  ImageException explained(
      ImageException failure, ImageAlias alias, LockedImage line, ContainerEngine engine) {
    return new ImageException(
        failure.getMessage()
            + "\n  locked: "
            + line.image()
            + " for "
            + line.platform()
            + " to "
            + line.digest()
            + ", in "
            + file.path()
            + "\n  here:   "
            + here(alias.name(), engine)
            + "\n  or:     "
            + (isOfEngine(line.platform())
                ? "mayfly lock --update " + line.image() + ", which locks"
                : "without its line a run with mayfly.images.lock=write, which locks")
            + " what its registry has now; or delete its line, if it was built here",
        failure.getCause() == null ? failure : failure.getCause());
  }

  private static String here(ImageName name, ContainerEngine engine) {
    try {
      return engine
          .findImage(name)
          .map(image -> name + " is another image, " + image.identity(name))
          .orElse("nothing is called " + name);
    } catch (EngineException e) {
      return "the engine does not answer";
    }
  }
}
