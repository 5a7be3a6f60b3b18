package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.DeclarationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contexts of the {@code docker} command, read from its files: for each a folder below {@code
 * meta} that is called by the SHA-256 of its name, and one below {@code tls} if it has
 * certificates.
 *
 * @param folder {@code contexts} in the command's own
 */
record Contexts(Path folder) {

  private static final String CHOOSE =
      "\"docker context ls\" shows those there are, \"docker context create\" makes one.";

  /**
   * The engine of a context.
   *
   * @throws DeclarationException if there is no such context, or if it can't be read or used
   */
  Place find(EngineName name) {
    String context = name.context();
    String origin = name.origin() + " (\"" + context + "\")";
    Path file = folder.resolve("meta").resolve(hash(context)).resolve("meta.json");
    if (Files.notExists(file)) {
      throw new DeclarationException(
          origin + " is a context that does not exist: there is no " + file + ". " + CHOOSE);
    }
    try {
      JsonNode endpoint = endpoint(Json.read(Files.readAllBytes(file)));
      Place place = new AddressText(host(endpoint), origin, () -> tls(context, endpoint)).read();
      return place.address().socket() == null
          ? new Place(place.address(), name.text(), origin)
          : place;
    } catch (IOException e) {
      throw new DeclarationException(
          "%s is a context that can't be read: of its file %s, %s. %s"
              .formatted(origin, file, FileTrouble.describe(e), CHOOSE));
    }
  }

  /** Of those that can be read, sorted; the one without files is not among them. */
  List<String> names() {
    try (Stream<Path> all = Files.list(folder.resolve("meta"))) {
      return all.map(one -> name(one.resolve("meta.json")))
          .flatMap(Optional::stream)
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static Optional<String> name(Path file) {
    try {
      String name = Json.read(Files.readAllBytes(file)).path("Name").asText();
      return Optional.of(name).filter(text -> !text.isEmpty());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static JsonNode endpoint(JsonNode metadata) throws IOException {
    JsonNode endpoint = metadata.path("Endpoints").path("docker");
    if (!endpoint.isObject()) {
      throw new IOException("nothing is at Endpoints.docker");
    }
    return endpoint;
  }

  /** A context that names no host is at the usual place. */
  private static String host(JsonNode endpoint) throws IOException {
    JsonNode host = endpoint.path("Host");
    if (!host.isMissingNode() && !host.isTextual()) {
      throw new IOException("Endpoints.docker.Host is no text");
    }
    return host.asText().isBlank() ? "unix://" + Where.USUAL_SOCKET : host.asText().strip();
  }

  /** As the command has it: without files, and with nothing to skip, there is no TLS. */
  private Optional<TlsFiles> tls(String context, JsonNode endpoint) {
    boolean verifies = !endpoint.path("SkipTLSVerify").asBoolean();
    Path files = folder.resolve("tls").resolve(hash(context)).resolve("docker");
    return Files.isDirectory(files) || !verifies
        ? Optional.of(new CertificateFolder(files).files(verifies))
        : Optional.empty();
  }

  private static String hash(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
