package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import dev.mayfly.runtime.Settings.PullPolicy;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the engine has an image: finds it, pulls it or builds it, once a session. */
final class Images {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");
  private static final int BUILD_LINES = 30;
  private static final int LONGEST_LINE = 500;

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final PullPolicy policy;
  private final Memoizer<String, Progress> progress = new Memoizer<>();
  private final Memoizer<Wanted, ImageState> pulled = new Memoizer<>();
  private final Memoizer<ImageBuild, ImageState> built = new Memoizer<>();

  Images(ContainerEngine engine, Session session, Cleanup cleanup, PullPolicy policy) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.policy = policy;
  }

  /** An image for a platform, or for whichever the engine chooses. */
  private record Wanted(ImageName name, @Nullable String platform) {}

  /** The image, which the engine has afterwards. */
  ImageState ensure(ImageSource source, @Nullable String platform) {
    if (source instanceof ImageBuild build) {
      return built.get(build, () -> build(build));
    }
    ImageName name = (ImageName) source;
    return pulled.get(new Wanted(name, platform), () -> findOrPull(name, platform));
  }

  private ImageState findOrPull(ImageName name, @Nullable String platform) {
    boolean pulls = policy != PullPolicy.NEVER && !name.isId();
    Optional<ImageState> present =
        policy == PullPolicy.ALWAYS && pulls ? Optional.empty() : engine.findImage(name);
    if (present.isEmpty()) {
      return pull(name, platform);
    }
    boolean fits = !pulls || platform == null || Platform.of(platform).isThatOf(present.get());
    return fits ? present.get() : pullOr(present.get(), name, platform);
  }

  /** The engine may have several under a name and tell of one; if it can't use them, it says so. */
  private ImageState pullOr(ImageState present, ImageName name, @Nullable String platform) {
    try {
      return pull(name, platform);
    } catch (ImageException e) {
      LOG.info("{} can't be pulled for {}; using what is there", name, platform);
      return present;
    }
  }

  private ImageState pull(ImageName name, @Nullable String platform) {
    if (policy == PullPolicy.NEVER || name.isId()) {
      throw new ImageException(
          "Image "
              + name
              + " is not on the engine, and "
              + (name.isId() ? "an image id can't be pulled." : "mayfly.pull is \"never\".")
              + " Load or pull it by hand."
              + there(name),
          null);
    }
    LOG.info("Pulling {}", name);
    try (Progress.Work work = begin("Pulling " + name)) {
      engine.pullImage(name, platform, line -> tell(work, line));
    } catch (EngineException e) {
      String advice = PullAdvice.on(name, String.valueOf(e.getMessage()));
      throw isThereAllTheSame(name)
          ? notPulled(
              name,
              " is on the engine, but could not be pulled anew, as mayfly.pull = always"
                  + " wants it.",
              e,
              "set mayfly.pull to missing, which takes what is there; or: " + advice)
          : notPulled(name, " is not on the engine and can't be pulled.", e, advice);
    }
    return engine
        .findImage(name)
        .orElseThrow(() -> new ImageException("Image " + name + " was pulled and is gone.", null));
  }

  private boolean isThereAllTheSame(ImageName name) {
    try {
      return policy == PullPolicy.ALWAYS && engine.findImage(name).isPresent();
    } catch (EngineException e) {
      return false;
    }
  }

  /**
   * What may be meant instead; nothing where the engine can't tell, since that is not the fault.
   */
  private String there(ImageName name) {
    try {
      List<String> like = Likeness.images(name, engine.imageNames().stream());
      return like.isEmpty() ? "" : "\n  there:  " + String.join(", ", like);
    } catch (EngineException e) {
      return "";
    }
  }

  private ImageException notPulled(
      ImageName name, String problem, EngineException e, String advice) {
    return new ImageException(
        "Image "
            + name
            + problem
            + "\n  answer: "
            + e.getMessage()
            + there(name)
            + "\n  try:    "
            + advice,
        e);
  }

  private ImageState build(ImageBuild build) {
    if (!Files.isRegularFile(build.context().resolve(build.dockerfile()))) {
      throw new DeclarationException(
          "There is no Dockerfile at " + build.context().resolve(build.dockerfile()) + ".");
    }
    ImageName name =
        ImageName.parse(
            "mayfly-build/" + session.id() + ":" + Integer.toHexString(build.hashCode()));
    Deque<String> tail = new ArrayDeque<>();
    cleanup.making(Kind.IMAGE);
    try (Progress.Work work = begin("Building " + build.describe())) {
      engine.buildImage(
          build,
          name,
          session.labels(),
          line -> {
            String drawn = Excerpt.of(Printable.drawn(line), LONGEST_LINE);
            tell(work, drawn);
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

  /** Only who pulls or builds needs to know whether there is a terminal. */
  private Progress.Work begin(String what) {
    return progress.get("", () -> Progress.ofThisProcess(LOG::info)).begin(what);
  }

  private static void tell(Progress.Work work, String line) {
    if (!Steps.isCount(line)) {
      LOG.debug("{}", line);
    }
    work.accept(line);
  }

  private static void remember(Deque<String> tail, String line) {
    tail.add(line);
    if (tail.size() > BUILD_LINES) {
      tail.remove();
    }
  }
}
