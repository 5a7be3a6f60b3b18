package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake succeeds. Immutable.
 *
 * @param port the container's port
 * @param certificateRegex what the certificate's names must contain a match of, or null
 */
public record TlsReadiness(int port, @Nullable String certificateRegex) implements Readiness {

  /**
   * Checks the expression.
   *
   * @throws IllegalArgumentException if it can't be read
   */
  public TlsReadiness {
    Given.port(port);
    Regex.checked(certificateRegex == null ? "" : certificateRegex);
  }

  /**
   * Asks also that the certificate's subject, such as {@code CN=localhost}, or one of its
   * alternative names contains a match. Who issued it and until when are not asked.
   */
  public TlsReadiness certificate(String regex) {
    Given.value(regex, "certificate");
    return new TlsReadiness(port, regex);
  }

  @Override
  public Look look(Probe probe) throws IOException, GeneralSecurityException {
    try (SSLSocket tls = probe.connectTls(port)) {
      return judge((X509Certificate) tls.getSession().getPeerCertificates()[0]);
    }
  }

  private Look judge(X509Certificate certificate) throws GeneralSecurityException {
    String names = certificate.getSubjectX500Principal().getName();
    if (certificate.getSubjectAlternativeNames() != null) {
      for (List<?> name : certificate.getSubjectAlternativeNames()) {
        names += ", " + name.get(1);
      }
    }
    return certificateRegex == null || Regex.finds(certificateRegex, names)
        ? Look.ready()
        : Look.notYet("the certificate is for " + names);
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(port);
  }

  @Override
  public String describe() {
    return "port "
        + port
        + " answers a TLS handshake"
        + (certificateRegex == null ? "" : " with a certificate for /" + certificateRegex + "/");
  }
}
