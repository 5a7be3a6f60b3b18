package dev.mayfly.tls;

import dev.mayfly.arguments.Given;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * A server's key and the certificate for it, in the notations that servers read. Immutable; {@code
 * toString} does not tell the key.
 */
public final class ServerCertificate {

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final X509Certificate authority;

  ServerCertificate(X509Certificate certificate, PrivateKey key, X509Certificate authority) {
    this.certificate = certificate;
    this.key = key;
    this.authority = authority;
  }

  /** The certificate, which tells its names and until when it is valid. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate as PEM. */
  public String certificatePem() {
    return pem(certificate);
  }

  /** The key as PEM, in PKCS 8 and without a password. It is a secret. */
  public String privateKeyPem() {
    return Pem.of("PRIVATE KEY", key.getEncoded());
  }

  /**
   * Key, certificate and that of the authority in a PKCS 12 file, as servers in Java want it.
   *
   * @param password of the file and of the key
   */
  public byte[] pkcs12(String password) {
    char[] letters = Given.text(password, "password").toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, letters, new Certificate[] {certificate, authority});
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      store.store(file, letters);
      return file.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw TestCertificates.unable(e);
    }
  }

  static String pem(X509Certificate certificate) {
    try {
      return Pem.of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw TestCertificates.unable(e);
    }
  }

  /** Keeps the key to itself. */
  @Override
  public String toString() {
    return "certificate of " + certificate.getSubjectX500Principal();
  }
}
