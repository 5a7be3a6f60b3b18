package dev.mayfly.docker;

import dev.mayfly.DeclarationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code DOCKER_TLS}, {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH} say of engines
 * that are named by their address. As for the {@code docker} command, the first two count with any
 * value, {@code 0} among them; only the second has the engine's certificate verified.
 *
 * @param usualFolder where certificates are unless {@code DOCKER_CERT_PATH} says it
 */
record TlsVariables(Variables variables, Path usualFolder) {

  private static final String VERIFYING = "DOCKER_TLS_VERIFY";

  /** How to do TLS, if it is wanted. */
  Optional<TlsFiles> files() {
    return wish().map(this::files);
  }

  /** Where the command asks if TLS is wanted and no engine is named. */
  Optional<Place> usualPort() {
    return wish()
        .map(
            name -> Place.of(new TcpAddress("localhost", AddressText.TLS_PORT, files(name)), name));
  }

  private Optional<String> wish() {
    return variables
        .get(VERIFYING)
        .map(set -> VERIFYING)
        .or(() -> variables.get("DOCKER_TLS").map(set -> "DOCKER_TLS"));
  }

  private TlsFiles files(String wish) {
    CertificateFolder folder =
        new CertificateFolder(variables.get("DOCKER_CERT_PATH").map(Path::of).orElse(usualFolder));
    if (Files.notExists(folder.authority())) {
      throw new DeclarationException(
          wish
              + " is set, and there is no "
              + folder.authority()
              + ". Name the folder with ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH, or unset "
              + wish
              + ".");
    }
    return folder.files(wish.equals(VERIFYING));
  }
}
