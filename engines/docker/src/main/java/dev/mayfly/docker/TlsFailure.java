package dev.mayfly.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words why TLS failed, and with which file.
 *
 * @param host of the engine
 * @param files what is spoken with
 */
record TlsFailure(String host, TlsFiles files) {

  /** Newer JDKs put the alert's name before the words of older ones. */
  private static final Pattern NAME = Pattern.compile("^\\([a-z_]+\\) ");

  private static final String ALERT = "Received fatal alert: ";
  private static final String NONE =
      "there is none. Put cert.pem and key.pem into the folder that DOCKER_CERT_PATH names";
  private static final String ASKS = "ask for a certificate: " + NONE;

  IOException explain(SSLException failure) {
    return isBroken(failure) ? hungUp(failure) : new IOException(words(failure), failure);
  }

  /** Whether the connection broke below TLS. */
  private static boolean isBroken(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null
        && ((cause instanceof IOException && !(cause instanceof SSLException)) || isBroken(cause));
  }

  /**
   * For a connection that broke before anything came over it: the engine's refusal is lost when it
   * closes while the first request is on its way.
   */
  IOException hungUp(IOException failure) {
    Path own = files.certificate();
    return new IOException(
        "it hung up in the TLS handshake or after it, as engines do that "
            + (own == null ? ASKS : "refuse the certificate " + own),
        failure);
  }

  private String words(SSLException failure) {
    String said = NAME.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    if (said.startsWith(ALERT)) {
      return refusal(said.substring(ALERT.length()));
    }
    if (said.startsWith("Unsupported or unrecognized SSL message")) {
      return "it does not speak TLS at this port. Name its TLS port (2376, usually), or unset"
          + " DOCKER_TLS_VERIFY and DOCKER_TLS if it is to be plain";
    }
    if (said.startsWith("Remote host terminated the handshake")) {
      return "it hung up during the TLS handshake";
    }
    return certificate(failure).orElse("TLS failed: " + said);
  }

  private Optional<String> certificate(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return Optional.of("its certificate has expired (" + cause.getMessage() + ")");
      }
      if (cause instanceof CertificateNotYetValidException) {
        return Optional.of(
            "its certificate is not valid yet ("
                + cause.getMessage()
                + "); look at the clocks of both machines");
      }
      if (cause instanceof CertPathBuilderException) {
        return Optional.of(
            "its certificate is not signed by "
                + (files.authority() == null
                    ? "an authority that this JDK trusts. Put the authority's ca.pem beside"
                        + " the other files"
                    : "the authority in " + files.authority()));
      }
      if (cause instanceof CertificateException && cause.getCause() == null) {
        return Optional.of("its certificate is not for \"" + host + "\": " + cause.getMessage());
      }
    }
    return Optional.empty();
  }

  /** In TLS 1.3 a server refuses a client's certificate only after the handshake. */
  private String refusal(String alert) {
    Path own = files.certificate();
    return switch (alert) {
      case "certificate_required", "bad_certificate" ->
          own == null
              ? "it asks for a certificate ("
                  + alert
                  + "), and there is none. Put cert.pem and key.pem"
                  + " into the folder that DOCKER_CERT_PATH names"
              : refuses(own, alert);
      case "unknown_ca",
          "certificate_expired",
          "certificate_unknown",
          "certificate_revoked",
          "decrypt_error",
          "access_denied" ->
          refuses(own, alert);
      case "handshake_failure" -> // RFC 5246, 7.4.6: to a client without the certificate asked for
          "it refuses TLS (" + alert + ")" + (own == null ? ", as engines do that " + ASKS : "");
      default -> "it refuses TLS (" + alert + ")";
    };
  }

  private static String refuses(@Nullable Path own, String alert) {
    String reason =
        switch (alert) {
          case "unknown_ca", "bad_certificate", "certificate_required" ->
              "another authority signed it";
          case "certificate_expired" -> "it has expired";
          default -> alert;
        };
    return "it refuses the certificate " + own + ": " + reason;
  }
}
