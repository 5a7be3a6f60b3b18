package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logins that are written down as {@code docker login} and {@code podman login} do, in {@code
 * auths}.
 *
 * @param content the whole of it
 * @param source where it is, in words
 */
record LoginFile(JsonNode content, String source) {

  private static final Pattern ADDRESS = Pattern.compile("https?://(?<host>[^/]+).*");

  /**
   * What is written down in a file; nothing if there is none.
   *
   * @throws IOException if it can't be read; the message has its name and none of its content
   */
  static Optional<LoginFile> read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + FileTrouble.describe(e), e);
    }
  }

  static LoginFile of(byte[] json, String source) throws IOException {
    return new LoginFile(Json.read(json), source);
  }

  /** The program that knows logins for a server; empty without one. */
  Optional<String> helper(String server) {
    String own = content.path("credHelpers").path(server).asText("");
    String usual = content.path("credsStore").asText("");
    return Optional.of(own.isEmpty() ? usual : own).filter(name -> !name.isEmpty());
  }

  /**
   * The login for a repository: that of the repository itself or of what is around it, before that
   * of its registry.
   *
   * @param server what logins to its registry are called
   * @param repository with its registry
   * @throws IOException if there is one that can't be read
   */
  Optional<RegistryLogin> find(String server, String repository) throws IOException {
    for (String place = repository; ; place = place.substring(0, place.lastIndexOf('/'))) {
      for (var entry : content.path("auths").properties()) {
        if (isOf(entry.getKey(), place) && !entry.getValue().isEmpty()) {
          Optional<RegistryLogin> login = login(server, entry.getKey(), entry.getValue());
          if (login.isPresent()) {
            return login;
          }
        }
      }
      if (place.indexOf('/') < 0) {
        return Optional.empty();
      }
    }
  }

  /**
   * Of an address only the host counts, as for Docker's clients; Podman's names have more parts.
   */
  private static boolean isOf(String key, String place) {
    Matcher address = ADDRESS.matcher(key);
    String name = address.matches() ? address.group("host") : key;
    return name.replaceFirst("^index\\.docker\\.io(?=/|$)", "docker.io").equals(place);
  }

  private Optional<RegistryLogin> login(String server, String key, JsonNode entry)
      throws IOException {
    String token = entry.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return Optional.of(new RegistryLogin(server, "", "", token, source));
    }
    String user = entry.path("username").asText("");
    String password = entry.path("password").asText("");
    String auth = entry.path("auth").asText("");
    if (!auth.isEmpty()) {
      String decoded = decoded(auth);
      int colon = decoded.indexOf(':');
      if (colon <= 0) {
        throw new IOException(
            "the \"auth\" of " + key + " in " + source + " is no user with a password");
      }
      user = decoded.substring(0, colon);
      password = decoded.substring(colon + 1);
    }
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new RegistryLogin(server, user, password, "", source));
  }

  /** Empty if it is no Base64. */
  private static String decoded(String auth) {
    try {
      return new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8)
          .replaceFirst("\0+$", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
