package dev.mayfly.kubernetes;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ParentImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images that tests build, of which nodes get what a registry has: an engine beside the cluster
 * builds them and pushes them there, under a tag that tells all that entered them, and nothing is
 * built that is there. Thread-safe.
 *
 * @param repository in which they are; empty if nobody has said
 * @param engine builds them
 * @param images what a cluster knows of images
 * @param isAskedAnew whether a registry is to be asked what it has by a name now
 */
record BuiltImages(
    String repository, BuildEngine engine, Images images, Predicate<String> isAskedAnew)
    implements AutoCloseable {

  /** The repository. */
  static final String SETTING = "mayfly.kubernetes.registry";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  /** Says on the builder, and in the registry, what it is: the tag. */
  private static final String LABEL = "dev.mayfly.built";

  /** How often files may change while they are built. */
  private static final int ATTEMPTS = 3;

  private static final Set<Capability> NEEDED = Set.of(Capability.BUILD, Capability.PUSH);

  /**
   * Where the settings have them.
   *
   * @throws DeclarationException if images can't be there
   */
  static String repository(Function<String, Optional<String>> settings) {
    String repository = settings.apply(SETTING).orElse("");
    try {
      if (!repository.isEmpty()) {
        ImageName.parse(repository + ":tag");
      }
      return repository;
    } catch (IllegalArgumentException e) {
      throw new DeclarationException(
          "Setting %s is \"%s\", which is no repository: %s Write one without a tag, such as registry.corp/mayfly-builds."
              .formatted(SETTING, repository, e.getMessage()));
    }
  }

  /** Whether images can be built. */
  boolean isPossible() {
    return remedy().isEmpty();
  }

  /** What is missing, as sentences; empty if nothing is. The builder is looked for, once. */
  Optional<String> remedy() {
    if (repository.isEmpty()) {
      return Optional.of(
          "Set "
              + SETTING
              + " to a repository into which you may push and from which the cluster's nodes may"
              + " pull, such as registry.corp/mayfly-builds.");
    }
    try {
      ContainerEngine builder = engine.get();
      return builder.capabilities().containsAll(NEEDED)
          ? Optional.empty()
          : Optional.of(missing("the one at " + builder.address() + " can't build and push."));
    } catch (MayflyException e) {
      return Optional.of(missing(String.valueOf(e.getMessage())));
    }
  }

  private static String missing(String reason) {
    return "Images for a cluster are built by Docker or another engine beside it, which "
        + BuildEngine.SETTING
        + " can name: "
        + reason;
  }

  private ContainerEngine builder() {
    Optional<String> remedy = remedy();
    if (remedy.isPresent()) {
      throw Refused.unable("A cluster builds no images. " + remedy.get());
    }
    return engine.get();
  }

  List<ParentImage> bases(ImageBuild build) {
    return builder().baseImages(build);
  }

  List<FileEntry> files(ImageBuild build) throws IOException {
    return builder().buildFiles(build);
  }

  /**
   * The image, which the registry has afterwards.
   *
   * @throws EngineException if it can't be built or pushed
   */
  ImageState build(BuildRequest asked, Consumer<String> output) {
    ContainerEngine builder = builder();
    BuildRequest request = asked.build(forNodes(asked.build(), builder));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Bases bases = bases(request, builder);
      ImageName name = name(request, bases);
      if (bases.areKnown() && isThere(name, builder)) {
        output.accept("Found " + name + ", built of the same");
        return state(name);
      }
      if (isMade(request, name, bases, builder, output)) {
        return state(name);
      }
    }
    throw Refused.conflict(
        "Each time that " + asked.build().describe() + " was built, its files changed meanwhile.");
  }

  private ImageState state(ImageName name) {
    return images.find(name).orElseThrow();
  }

  /** A builder of another kind of processor than the nodes' is told theirs. */
  private ImageBuild forNodes(ImageBuild build, ContainerEngine builder) {
    boolean isSame =
        images.platform().endsWith("/" + processor(builder.info().architecture()))
            || build.platform() != null;
    return isSame ? build : build.platform(images.platform());
  }

  private static String processor(String machine) {
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> machine;
    };
  }

  /** A base that is asked for anew is what its registry has; others are known by their names. */
  private ImageName name(BuildRequest request, Bases bases) {
    String key = request.key().get();
    StringBuilder inputs = new StringBuilder(key.isEmpty() ? request.name().toString() : key);
    bases.digests().forEach(digest -> inputs.append(' ').append(digest.orElse("")));
    String platform = request.build().platform();
    String processor = platform == null ? images.platform() : platform;
    return ImageName.parse(
        "%s:%s-%s"
            .formatted(repository, Names.digest(inputs.toString()), processor.replace('/', '-')));
  }

  /**
   * Those that are asked for anew.
   *
   * @param named what a Dockerfile says of each
   * @param digests what the registries have; empty where one does not tell
   */
  private record Bases(Map<ImageName, ParentImage> named, List<Optional<String>> digests) {

    /** Else what was built before may be of others. */
    boolean areKnown() {
      return digests.stream().allMatch(Optional::isPresent);
    }
  }

  private Bases bases(BuildRequest request, ContainerEngine builder) {
    Map<ImageName, ParentImage> named = asked(request, builder);
    return new Bases(named, named.keySet().stream().map(base -> digest(base, builder)).toList());
  }

  /** Bases for which somebody has asked anew, and what a Dockerfile says of their processor. */
  private Map<ImageName, ParentImage> asked(BuildRequest request, ContainerEngine builder) {
    Map<ImageName, ParentImage> asked = new LinkedHashMap<>();
    for (ParentImage base : builder.baseImages(request.build())) {
      ImageName used = request.bases().getOrDefault(base.name(), base.name());
      if (isAskedAnew.test(used.familiar())) {
        asked.put(used, base);
      }
    }
    return asked;
  }

  private static boolean hasAppeared(
      ImageName name, ContainerEngine builder, EngineException failure) {
    try {
      return isThere(name, builder);
    } catch (EngineException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private static boolean isThere(ImageName name, ContainerEngine builder) {
    return digest(name, builder).isPresent();
  }

  /** Who is not told builds: the push will say why. */
  private static Optional<String> digest(ImageName name, ContainerEngine builder) {
    try {
      return builder.digestInRegistry(name);
    } catch (EngineException e) {
      if (e.isUnreachable()) {
        throw e;
      }
      LOG.debug("Nobody tells whether {} is there", name, e);
      return Optional.empty();
    }
  }

  /** Whether it was made, of what its name says. */
  private boolean isMade(
      BuildRequest request,
      ImageName name,
      Bases bases,
      ContainerEngine builder,
      Consumer<String> output) {
    try {
      bases
          .named()
          .forEach((used, base) -> builder.pullImage(used, platform(base, request), output));
      builder.buildImage(request.named(name, Map.of(LABEL, name.tag().orElse(""))), output);
      if (!name.equals(name(request, bases))) {
        return false;
      }
      builder.pushImage(name, output);
      return true;
    } catch (EngineException e) {
      if (hasAppeared(name, builder, e)) {
        return true; // another JVM has pushed it, and taken it off the builder
      }
      throw e;
    } finally {
      forget(name, builder);
    }
  }

  private static @Nullable String platform(ParentImage base, BuildRequest request) {
    String own = base.platform();
    return own == null ? request.build().platform() : own;
  }

  /** A builder keeps what it needs for the next build by itself. */
  private static void forget(ImageName name, ContainerEngine builder) {
    try {
      builder.remove(EngineResource.Kind.IMAGE, name.familiar());
    } catch (EngineException e) {
      LOG.debug("{} stays on the builder", name, e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
