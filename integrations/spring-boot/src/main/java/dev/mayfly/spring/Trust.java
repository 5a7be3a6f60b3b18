package dev.mayfly.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Tells Boot whose certificate a client trusts. */
final class Trust {

  private Trust() {}

  /**
   * A bundle without a key of the client's own.
   *
   * @param pem null for a connection without TLS, which has no bundle
   */
  static @Nullable SslBundle bundle(@Nullable String pem) {
    return pem == null
        ? null
        : SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(pem)));
  }
}
