package dev.mayfly.rabbitmq;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import java.net.URI;
import java.util.Map;
import java.util.function.IntFunction;

/** Whether the broker listens for TLS too, as a description's variables tell. */
final class Tls {

  static final int PORT = 5671;
  static final int MANAGEMENT_PORT = 15671;

  /** Mayfly's own note, which the image does not read. */
  private static final String NOTE = "MAYFLY_RABBITMQ_TLS";

  private static final String SETTINGS = "/etc/rabbitmq/conf.d/20-mayfly-tls.conf";
  private static final CertificateFiles CERTIFICATES = CertificateFiles.in("/etc/rabbitmq/tls");

  private Tls() {}

  /** A description of a broker that does. */
  static ContainerSpec add(ContainerSpec spec, String... names) {
    CertificateFiles files = CERTIFICATES.names(names);
    String settings =
        """
        listeners.ssl.default = %1$d
        ssl_options.cacertfile = %2$s
        ssl_options.certfile = %3$s
        ssl_options.keyfile = %4$s
        ssl_options.verify = verify_none
        management.tcp.port = %5$d
        management.ssl.port = %6$d
        management.ssl.cacertfile = %2$s
        management.ssl.certfile = %3$s
        management.ssl.keyfile = %4$s
        """
            .formatted(
                PORT,
                files.caFile(),
                files.certificateFile(),
                files.keyFile(),
                Login.MANAGEMENT_PORT,
                MANAGEMENT_PORT);
    CopiedFile file = CopiedFile.of(FileSource.text(settings), SETTINGS).mode(0644);
    return files.addTo(spec.env(NOTE, "true").expose(PORT, MANAGEMENT_PORT).copy(file));
  }

  static boolean isIn(Map<String, String> env) {
    return env.containsKey(NOTE);
  }

  /** Its port, if there is one. */
  static int port(ContainerSpec spec) {
    require(spec);
    return PORT;
  }

  /**
   * Where its management is asked, by TLS if it speaks that.
   *
   * @param addresses by ports
   */
  static URI managementUrl(ContainerSpec spec, IntFunction<String> addresses) {
    return isIn(spec.env())
        ? URI.create("https://" + addresses.apply(MANAGEMENT_PORT))
        : URI.create("http://" + addresses.apply(Login.MANAGEMENT_PORT));
  }

  /** Its certificates, if there are any. */
  static CertificateFiles certificates(ContainerSpec spec) {
    require(spec);
    return CERTIFICATES;
  }

  private static void require(ContainerSpec spec) {
    if (!isIn(spec.env())) {
      throw new IllegalStateException(
          "This RabbitMQ does not speak TLS. try: tls() among the container's options.");
    }
  }
}
