package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.DeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code docker} command's own folder, as far as it says which engine is used.
 *
 * @param folder the variable {@code DOCKER_CONFIG}, or {@code .docker} in the user's home
 */
record CliConfig(Path folder) {

  static CliConfig of(Variables variables) {
    return new CliConfig(
        variables
            .get("DOCKER_CONFIG")
            .map(Path::of)
            .orElseGet(() -> variables.home().resolve(".docker")));
  }

  Path file() {
    return folder.resolve("config.json");
  }

  Contexts contexts() {
    return new Contexts(folder.resolve("contexts"));
  }

  /**
   * The context that {@code docker context use} has chosen; empty without a file, or without one in
   * it.
   *
   * @throws DeclarationException if there is a file that can't be read: the command warns and asks
   *     the usual engine then, and tests would run on the wrong one
   */
  Optional<String> currentContext() {
    if (Files.notExists(file())) {
      return Optional.empty();
    }
    JsonNode current = read(file()).path("currentContext");
    if (!current.isMissingNode() && !current.isNull() && !current.isTextual()) {
      throw unreadable(file(), "\"currentContext\" is no text");
    }
    return Optional.of(current.asText("")).filter(name -> !name.isEmpty());
  }

  /**
   * The helpers that know logins, by the registry that each is for; {@code other registries} for
   * the one that is asked for all others.
   *
   * @throws DeclarationException if there is a file that can't be read
   */
  Map<String, String> credentialHelpers() {
    if (Files.notExists(file())) {
      return Map.of();
    }
    JsonNode config = read(file());
    Map<String, String> helpers = Json.texts(config.path("credHelpers"));
    String usual = config.path("credsStore").asText("");
    if (!usual.isEmpty()) {
      helpers.put("other registries", usual);
    }
    return helpers;
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode json = Json.read(Files.readAllBytes(file));
      if (!json.isObject() && !json.isMissingNode()) {
        throw unreadable(file, "it is no JSON object");
      }
      return json;
    } catch (IOException e) {
      throw unreadable(file, FileTrouble.describe(e));
    }
  }

  private static DeclarationException unreadable(Path file, String reason) {
    return new DeclarationException(
        file
            + " says which engine the docker command uses, and can't be read: "
            + reason
            + ". Correct or remove it, or name the engine in DOCKER_HOST or in the setting"
            + " mayfly.engine, which come first.");
  }
}
