package dev.mayfly.redis;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import java.util.Map;

/** Whether the server speaks TLS, as a description's variables tell, and by which certificate. */
final class Tls {

  /** Mayfly's own note, which the image does not read. */
  private static final String NOTE = "MAYFLY_REDIS_TLS";

  private static final CertificateFiles CERTIFICATES = CertificateFiles.in("/tls");

  private Tls() {}

  /** A description of a server that speaks TLS alone. */
  static ContainerSpec add(ContainerSpec spec, int port, String... names) {
    CertificateFiles files = CERTIFICATES.names(names);
    return files
        .addTo(spec.env(NOTE, "true"))
        .addArguments("--port", "0")
        .addArguments("--tls-port", Integer.toString(port))
        .addArguments("--tls-cert-file", files.certificateFile())
        .addArguments("--tls-key-file", files.keyFile())
        .addArguments("--tls-ca-cert-file", files.caFile())
        .addArguments("--tls-auth-clients", "no");
  }

  static boolean isIn(Map<String, String> env) {
    return env.containsKey(NOTE);
  }

  /**
   * The certificates of a server that speaks TLS.
   *
   * @throws IllegalStateException if it does not
   */
  static CertificateFiles certificates(ContainerSpec spec) {
    if (!isIn(spec.env())) {
      throw new IllegalStateException(
          "This Redis has no certificate. try: tls() among the container's options.");
    }
    return CERTIFICATES;
  }
}
