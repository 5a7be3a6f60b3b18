package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Looks at what people want to know of an engine when something does not work: where its ports are,
 * how full its disk is, and whether it reaches the registry of images without one in their names.
 *
 * @param api of the engine
 * @param routes to its ports
 * @param isPodman whether it can't be asked for registries
 * @param isHere whether its files may be files of this machine
 */
record EngineExamination(Api api, Routes routes, boolean isPodman, boolean isHere) {

  private static final String REGISTRY = "docker.io";
  private static final long LITTLE = 2L << 30;
  private static final double GIB = 1 << 30;

  List<Finding> all() {
    return List.of(ports(), disk(), registry());
  }

  private Finding ports() {
    try {
      String address = routes.publishAddress();
      String at = address.isEmpty() ? "all addresses of its machine" : address;
      return Finding.good("ports", "opened at " + at + "; reached at " + routes)
          .with("publishAddress", address)
          .with("choice", routes.toString());
    } catch (EngineException e) {
      return Finding.bad("ports", words(e), "name the host by mayfly.host");
    }
  }

  private Finding disk() {
    JsonNode used;
    long free;
    try {
      used = api.get("Asking what takes the engine's disk", Target.of("system", "df"));
      free = free(api.get("Asking for the engine's description", Target.of("info")));
    } catch (EngineException e) {
      return Finding.skipped("disk", words(e));
    }
    long images = used.path("LayersSize").asLong();
    long cache = 0;
    for (JsonNode entry : used.path("BuildCache")) {
      cache += entry.path("Size").asLong();
    }
    String words =
        "images take " + gib(images) + ", the build cache " + gib(cache) + "; " + free(free);
    Finding finding =
        free >= 0 && free < LITTLE
            ? Finding.note("disk", words, "make room: docker system df tells what takes it")
            : Finding.good("disk", words);
    Finding told = finding.with("imagesBytes", images).with("buildCacheBytes", cache);
    return free < 0 ? told : told.with("freeBytes", free);
  }

  private static String free(long bytes) {
    return bytes < 0
        ? "what is free there the engine does not tell"
        : gib(bytes) + " are free where it keeps its data";
  }

  /** What its data has room for; -1 where that is not to be seen from here. */
  private long free(JsonNode info) {
    String folder = info.path("DockerRootDir").asText();
    try {
      Path data = Path.of(folder);
      return isHere && !folder.isEmpty() && Files.isDirectory(data)
          ? Files.getFileStore(data).getUsableSpace()
          : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }

  /**
   * The engine asks it for an image that it is known to have. A refusal of somebody unknown is an
   * answer too; who does not know that image is somebody else.
   */
  private Finding registry() {
    if (isPodman) {
      return Finding.skipped("registry", "Podman can't be asked whether it reaches one");
    }
    try {
      api.get(
          "Asking " + REGISTRY, Target.of("distribution", "library/hello-world:latest", "json"));
    } catch (EngineException e) {
      boolean isAnswer = e.status() == 401 || e.status() == 403;
      if (!isAnswer) {
        return Finding.note(
                "registry",
                (e.isNotFound()
                        ? "what answers the engine as "
                            + REGISTRY
                            + " is no registry, or has not its images: "
                        : "the engine does not reach " + REGISTRY + ": ")
                    + words(e),
                "let the engine's machine reach it, by a proxy or a mirror (registry-mirrors of its"
                    + " daemon.json); or have the images there: docker load")
            .with("registry", REGISTRY)
            .with("reached", false);
      }
    }
    return Finding.good("registry", "the engine reaches " + REGISTRY)
        .with("registry", REGISTRY)
        .with("reached", true);
  }

  private static String words(EngineException e) {
    return String.valueOf(e.getMessage()).strip();
  }
}
