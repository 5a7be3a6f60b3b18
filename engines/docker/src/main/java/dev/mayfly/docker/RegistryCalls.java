package dev.mayfly.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine asks registries for, without fetching anything.
 *
 * @param api of the engine
 * @param logins to registries
 */
record RegistryCalls(Api api, RegistryLogins logins) {

  private static final String LOGIN = "X-Registry-Auth";

  /** The digest of what a registry has under a name; empty if it has nothing. */
  Optional<String> digest(ImageName name) {
    String what = "Asking the registry for " + name;
    Map<String, String> login =
        logins.of(name).login().map(one -> Map.of(LOGIN, header(one))).orElse(Map.of());
    try {
      String digest =
          api.get(what, Target.of("distribution", name.familiar(), "json"), login)
              .path("Descriptor")
              .path("digest")
              .asText();
      return Optional.of(digest).filter(text -> !text.isEmpty());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String header(RegistryLogin login) {
    ObjectNode json = Json.object().put("serveraddress", login.server());
    if (login.identityToken().isEmpty()) {
      json.put("username", login.user()).put("password", login.password());
    } else {
      json.put("identitytoken", login.identityToken());
    }
    return Base64.getUrlEncoder().encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
  }
}
