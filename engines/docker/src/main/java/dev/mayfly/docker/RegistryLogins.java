package dev.mayfly.docker;

import dev.mayfly.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a registry's login where {@code docker pull} does: in the variable {@code
 * DOCKER_AUTH_CONFIG}, by the credential helpers that {@code config.json} names, in that file; and
 * then where {@code podman pull} does. What can't be read or asked is told, and no login is had of
 * it, since most images need none.
 *
 * @param variables of the environment
 */
record RegistryLogins(Variables variables) {

  /** What logins for the Hub are called. */
  static final String HUB = "https://index.docker.io/v1/";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");
  private static final Path ROOT = Path.of("/");
  private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

  /**
   * What was found for an image.
   *
   * @param login if there is one
   * @param words where it comes from, or where none was found and why
   */
  record Found(Optional<RegistryLogin> login, String words) {}

  /** The login to pull an image with. */
  Found of(ImageName image) {
    String server = image.registry().equals("docker.io") ? HUB : image.registry();
    String repository = image.registry() + "/" + image.repository();
    List<String> troubles = new ArrayList<>();
    List<String> places = new ArrayList<>();
    for (Source source : sources()) {
      try {
        Optional<LoginFile> file = source.read();
        if (file.isPresent()) {
          places.add(file.get().source());
          Optional<RegistryLogin> login = in(file.get(), server, repository, troubles);
          if (login.isPresent()) {
            return new Found(login, login.get().toString());
          }
        }
      } catch (IOException e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
    troubles.forEach(
        trouble -> LOG.warn("Looking for a login to {}: {}", image.registry(), trouble));
    return new Found(Optional.empty(), none(image, places, troubles));
  }

  private static String none(ImageName image, List<String> places, List<String> troubles) {
    String looked = places.isEmpty() ? "" : " in " + String.join(", ", places);
    String wrong = troubles.isEmpty() ? "" : "; " + String.join("; ", troubles);
    return "none for " + image.registry() + looked + wrong;
  }

  /** A helper that can't tell hides nothing that is written down. */
  private Optional<RegistryLogin> in(
      LoginFile file, String server, String repository, List<String> troubles) throws IOException {
    Optional<String> helper = file.helper(server);
    if (helper.isPresent()) {
      try {
        Optional<RegistryLogin> login =
            new CredentialProgram(helper.get(), file.source(), variables).get(server);
        if (login.isPresent()) {
          return login;
        }
      } catch (IOException e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
    return file.find(server, repository);
  }

  /** Where logins may be; read only when it comes to it. */
  @FunctionalInterface
  private interface Source {
    Optional<LoginFile> read() throws IOException;
  }

  private List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    sources.add(this::variable);
    sources.add(() -> LoginFile.read(CliConfig.of(variables).file()));
    podmans().forEach(file -> sources.add(() -> LoginFile.read(file)));
    return sources;
  }

  private Optional<LoginFile> variable() throws IOException {
    Optional<String> json = variables.get(VARIABLE);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LoginFile.of(json.get().getBytes(StandardCharsets.UTF_8), VARIABLE));
    } catch (IOException e) {
      throw new IOException(VARIABLE + " can't be read: " + FileTrouble.describe(e), e);
    }
  }

  /** In the order of containers-auth.json(5). */
  private List<Path> podmans() {
    List<Path> files = new ArrayList<>();
    variables.get("REGISTRY_AUTH_FILE").map(Path::of).ifPresent(files::add);
    variables
        .get("XDG_RUNTIME_DIR")
        .map(folder -> Path.of(folder, "containers"))
        .or(() -> UserNumber.of(ROOT).map(user -> Path.of("/run/containers", user)))
        .map(folder -> folder.resolve("auth.json"))
        .ifPresent(files::add);
    Path settings =
        variables
            .get("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElseGet(() -> variables.home().resolve(".config"));
    files.add(settings.resolve("containers/auth.json"));
    return files;
  }
}
