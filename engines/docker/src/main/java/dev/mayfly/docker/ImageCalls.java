package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of images that are on the engine or made of files.
 *
 * @param api of the engine
 * @param isPodman whether the engine tells of a HEALTHCHECK only in answers of its own kind
 */
record ImageCalls(Api api, boolean isPodman) {

  ImageState get(ImageName name) {
    String what = "Looking for image " + name;
    JsonNode image = api.get(what, inspect(name));
    return ImageJson.read(image, isPodman ? podmansHealthcheck(what, image) : image.path("Config"));
  }

  private static Target inspect(ImageName name) {
    return Target.of("images", name.familiar(), "json");
  }

  /** By its id: a short name may mean another image in Podman's own calls. */
  private JsonNode podmansHealthcheck(String what, JsonNode image) {
    return api.get(what, Target.of("libpod", "images", image.path("Id").asText(), "json"));
  }

  Optional<ImageState> find(ImageName name) {
    try {
      return Optional.of(get(name));
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The names of all images that have one. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (JsonNode image : api.get("Listing the images", Target.of("images", "json"))) {
      for (JsonNode name : image.path("RepoTags")) {
        if (!name.asText().startsWith("<none>")) {
          names.add(name.asText());
        }
      }
    }
    return names;
  }

  /**
   * The id of an image that is made of this layer and no other.
   *
   * @param digest of the layer, as the engine writes it
   */
  Optional<String> idOf(ImageName name, String digest) {
    try {
      JsonNode image = api.get("Looking for image " + name, inspect(name));
      JsonNode layers = image.path("RootFS").path("Layers");
      return layers.size() == 1 && layers.path(0).asText().equals(digest)
          ? Optional.of(ImageJson.id(image.path("Id").asText()))
          : Optional.empty();
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes an image of one layer, which takes the name from any other, and tells its id. */
  String importLayer(ImageName name, BodyWriter layer) {
    String what = "Importing image " + name;
    return isPodman
        ? importByPodman(what, name, layer)
        : importByDocker(
            what, named(Target.of("images", "create").query("fromSrc", "-"), name), layer);
  }

  /** Podman 4 ignores the tag in Docker's request, and its image would be under no name of ours. */
  private String importByPodman(String what, ImageName name, BodyWriter layer) {
    Target target = Target.of("libpod", "images", "import").query("reference", name.toString());
    return ImageJson.id(api.post(what, target, layer).path("Id").asText());
  }

  private String importByDocker(String what, Target target, BodyWriter layer) {
    List<String> said = new ArrayList<>();
    try (Response response = api.stream(what, target, layer)) {
      Json.readEach(
          response.body(),
          line -> {
            requireNoError(what, line);
            said.add(line.path("status").asText());
          });
      return ImageJson.id(said.get(said.size() - 1));
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  private static void requireNoError(String what, JsonNode line) {
    if (line.has("error")) {
      int code = line.path("errorDetail").path("code").asInt(500);
      throw new EngineException(code, what + ": " + line.path("error").asText());
    }
  }

  /** Says how the new image is to be called. */
  static Target named(Target target, ImageName name) {
    return target.query("repo", repository(name)).query("tag", name.tag().orElse("latest"));
  }

  /** The name without tag and digest, in the form that engines and their registries' logins use. */
  static String repository(ImageName name) {
    return name.registry().equals("docker.io")
        ? name.repository().replaceFirst("^library/", "")
        : name.registry() + "/" + name.repository();
  }
}
