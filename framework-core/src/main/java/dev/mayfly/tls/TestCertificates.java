package dev.mayfly.tls;

import dev.mayfly.arguments.Given;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority that lives as long as this JVM, so that tests speak TLS with servers
 * whose certificates they check.
 *
 * <p>Its key is nowhere but in this JVM's memory, and whoever trusts it trusts nobody for longer
 * than a year. Immutable, thread-safe.
 */
public final class TestCertificates {

  private final X509Certificate certificate;
  private final KeyPair keys;

  private TestCertificates(X509Certificate certificate, KeyPair keys) {
    this.certificate = certificate;
    this.keys = keys;
  }

  /** Made when it is first asked for. */
  private static final class OfThisJvm {
    static final TestCertificates AUTHORITY = create();
  }

  /**
   * The one that all of this JVM's containers have their certificates of.
   *
   * @throws IllegalStateException if this JVM can't make keys on elliptic curves
   */
  public static TestCertificates ofThisJvm() {
    return OfThisJvm.AUTHORITY;
  }

  /** Another one, which nobody trusts who trusts {@link #ofThisJvm}: for tests of a refusal. */
  public static TestCertificates create() {
    try {
      KeyPair keys = newKeys();
      String number = new BigInteger(64, new SecureRandom()).toString(16);
      X500Principal name = new X500Principal("CN=Mayfly test authority " + number);
      byte[] extensions = Extensions.ofAuthority(keys.getPublic());
      CertificateText text = new CertificateText(name, name, keys.getPublic());
      return new TestCertificates(text.signed(keys.getPrivate(), extensions), keys);
    } catch (GeneralSecurityException e) {
      throw unable(e);
    }
  }

  /**
   * A certificate for a server.
   *
   * @param names host names and IP addresses by which clients reach it; {@code *.orders.test}
   *     stands for any name in front. A Java client takes none with an underscore.
   * @throws IllegalArgumentException if there is none, or one is neither
   */
  public ServerCertificate issue(String... names) {
    List<String> all = checked(names);
    try {
      KeyPair server = newKeys();
      byte[] extensions = Extensions.ofServer(server.getPublic(), keys.getPublic(), all);
      X500Principal subject = new X500Principal("CN=Mayfly test server");
      X500Principal issuer = certificate.getSubjectX500Principal();
      CertificateText text = new CertificateText(issuer, subject, server.getPublic());
      return new ServerCertificate(
          text.signed(keys.getPrivate(), extensions), server.getPrivate(), certificate);
    } catch (GeneralSecurityException e) {
      throw unable(e);
    }
  }

  private static List<String> checked(String... names) {
    List<String> all = Given.names(names, "name");
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "No name is given that the certificate is for; clients refuse one without.");
    }
    for (String name : all) {
      if (!name.chars().allMatch(letter -> letter > ' ' && letter <= '~') || name.contains("/")) {
        throw new IllegalArgumentException(
            Given.quoted(name)
                + " is no host's name and no IP address; write it in ASCII, without blanks, scheme"
                + " and port.");
      }
    }
    return all;
  }

  /** The authority's own certificate as PEM: what clients are told to trust. */
  public String caCertificate() {
    return ServerCertificate.pem(certificate);
  }

  /** For clients in this JVM: trusts what this authority has issued, and nobody else. */
  public SSLContext sslContext() {
    return trusting(caCertificate());
  }

  /**
   * The same by certificates in PEM, such as those of an authority that a server brings along.
   *
   * @throws IllegalArgumentException if there is none, or one can't be read
   */
  public static SSLContext trusting(String pem) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore(Given.value(pem, "pem")));
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("These certificates can't be trusted: " + e, e);
    }
  }

  private static KeyStore trustStore(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    ByteArrayInputStream text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    for (Certificate one : reader.generateCertificates(text)) {
      store.setCertificateEntry("authority-" + store.size(), one);
    }
    if (store.size() == 0) {
      throw new IllegalArgumentException(
          "There is no certificate in what is to be trusted; give it in PEM, -----BEGIN…");
    }
    return store;
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static IllegalStateException unable(Exception cause) {
    return new IllegalStateException(
        "This JVM can't make certificates: "
            + cause.getMessage()
            + "; a runtime image that was put together by jlink needs the module jdk.crypto.ec.",
        cause);
  }

  /** The authority's name. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
