package dev.mayfly.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder with what TLS needs, under the names that the {@code docker} command gives its files.
 */
record CertificateFolder(Path folder) {

  /** Whom to trust. */
  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** The files that are there. */
  TlsFiles files(boolean verifies) {
    return new TlsFiles(
        ifThere(authority()),
        ifThere(folder.resolve("cert.pem")),
        ifThere(folder.resolve("key.pem")),
        verifies);
  }

  private static @Nullable Path ifThere(Path file) {
    return Files.notExists(file) ? null : file;
  }
}
