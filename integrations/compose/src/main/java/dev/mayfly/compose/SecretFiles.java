package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The secrets and configs of a service, as files that are copied into its containers. Compose
 * mounts some of them from this machine, which a distant engine could not see, and writes the
 * others when it starts a container, which it does not do here.
 */
final class SecretFiles {

  private static final String SECRETS = "secrets";

  private final JsonNode service;
  private final JsonNode root;

  private SecretFiles(JsonNode service, JsonNode root) {
    this.service = service;
    this.root = root;
  }

  /** Those of a service. */
  static List<CopiedFile> of(JsonNode service, JsonNode root) {
    SecretFiles files = new SecretFiles(service, root);
    List<CopiedFile> all = new ArrayList<>();
    service.path(SECRETS).forEach(one -> files.add(one, SECRETS, "/run/secrets/", all));
    service.path("configs").forEach(one -> files.add(one, "configs", "/", all));
    return all;
  }

  /**
   * Whether one is copied: what Compose calls external is left to it, and so is a file for a
   * service that nothing can be copied into.
   */
  static boolean isCopied(JsonNode declared, JsonNode service) {
    return (declared.has("file") && !service.path("read_only").asBoolean())
        || declared.has("environment")
        || declared.has("content");
  }

  private void add(JsonNode use, String kind, String folder, List<CopiedFile> all) {
    String name = use.path("source").asText();
    JsonNode declared = root.path(kind).path(name);
    if (isCopied(declared, service)) {
      String target = use.path("target").asText(name);
      String path = target.startsWith("/") ? target : folder + target;
      CopiedFile file =
          CopiedFile.of(source(declared, kind.equals(SECRETS)), path)
              .owner(use.path("uid").asInt(), use.path("gid").asInt());
      all.add(file.mode(mode(use.path("mode"))));
    }
  }

  private FileSource source(JsonNode declared, boolean isSecret) {
    if (declared.has("file")) {
      Path path = Path.of(Dollars.plain(declared.path("file").asText()));
      return isSecret ? secret(path) : FileSource.path(path);
    }
    String text =
        declared.has("content")
            ? Dollars.plain(declared.path("content").asText())
            : EnvironmentValues.of(root, declared.path("environment").asText());
    return isSecret ? FileSource.secret(text) : FileSource.text(text);
  }

  /** One that is no text, or is not there, is known by its path alone. */
  private static FileSource secret(Path path) {
    try {
      return FileSource.secret(Files.readString(path, UTF_8));
    } catch (IOException e) {
      return FileSource.path(path);
    }
  }

  /** Compose writes octal digits, and older versions a number. */
  private static int mode(JsonNode mode) {
    if (mode.isTextual()) {
      return Integer.parseInt(mode.asText(), 8);
    }
    return mode.asInt(0444);
  }
}
