package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds images: with BuildKit where this machine has Docker's buildx and the engine is one that it
 * speaks with, and with the builder of the engine's API otherwise. Files that are in no folder go
 * to the latter too, unless the Dockerfile takes BuildKit.
 *
 * @param dockerJava asks the API
 * @param connection to the engine
 * @param variables of the environment; {@code DOCKER_BUILDKIT=0} means the API, as it does to the
 *     docker command
 */
record Builds(DockerJava dockerJava, EngineConnection connection, Variables variables) {

  /** The first whose engines have BuildKit. */
  private static final ApiVersion HAS_BUILDKIT = new ApiVersion(1, 39);

  /** Those of the build, and those that say whose the image is, which count before them. */
  static Map<String, String> labels(BuildRequest request) {
    Map<String, String> labels = new HashMap<>(request.build().labels());
    labels.putAll(request.labels());
    return labels;
  }

  /**
   * Builds an image.
   *
   * @throws EngineException if it can't be built; the message says why
   */
  void build(BuildRequest request, Consumer<String> output) {
    ImageBuild build = request.build();
    String what = "Building image " + request.name() + " from " + place(build);
    ParentImages dockerfile = ParentImages.of(build).instead(request.bases());
    BuildContext context = context(what, request, dockerfile);
    Optional<Buildx> buildx = buildx();
    Optional<String> need =
        BuildKitNeed.of(dockerfile.lines(), build, connection.ping().isPodman());
    if (buildx.isPresent() && (need.isPresent() || !hasFilesElsewhere(request))) {
      buildx.get().build(what, request, context, dockerfile, output);
    } else if (need.isPresent()) {
      throw new EngineException(400, what + ": " + need.get() + " takes BuildKit, " + why());
    } else {
      dockerJava.build(what, request, context, dockerfile, output);
    }
  }

  /** Of an archive BuildKit heeds no ignore file, and would copy the Dockerfile. */
  static boolean hasFilesElsewhere(BuildRequest request) {
    return request.build().context() == null || !request.files().isEmpty();
  }

  private static String place(ImageBuild build) {
    Path folder = build.context();
    return folder == null || build.written() != null
        ? "a Dockerfile in memory"
        : folder.resolve(build.dockerfile()).toString();
  }

  private static BuildContext context(String what, BuildRequest request, ParentImages dockerfile) {
    try {
      BuildContext context = BuildContext.of(request.build(), request.files());
      return request.bases().isEmpty() ? context : context.dockerfileText(dockerfile.text());
    } catch (IOException e) {
      throw new EngineException(400, what + ": " + e.getMessage(), e);
    }
  }

  private Optional<Buildx> buildx() {
    boolean isAsked =
        !isTurnedOff()
            && !connection.ping().isPodman()
            && connection.ping().version().compareTo(HAS_BUILDKIT) >= 0;
    return isAsked ? Buildx.find(variables, connection.name()) : Optional.empty();
  }

  private boolean isTurnedOff() {
    return variables.get("DOCKER_BUILDKIT").filter("0"::equals).isPresent();
  }

  private String why() {
    if (connection.ping().isPodman()) {
      return "and this engine is Podman. Do without it, or choose another engine with the setting"
          + " mayfly.engine.";
    }
    return isTurnedOff()
        ? "and DOCKER_BUILDKIT=0 turns that off. Take the variable away."
        : "which is asked for by Docker's buildx, and this machine has none for the engine at "
            + connection.name()
            + ". Install it (docker-buildx-plugin of Docker's packages, docker-buildx of Debian 13"
            + " and Ubuntu, brew install docker-buildx), or write the Dockerfile without.";
  }
}
