package dev.mayfly.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK's own TLS says of certificates, at both ends of a connection. */
class TestCertificatesTests {

  private static final TestCertificates AUTHORITY = TestCertificates.create();

  private static SSLContext server(ServerCertificate certificate)
      throws GeneralSecurityException, IOException {
    char[] password = "secret".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(certificate.pkcs12("secret")), password);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** A handshake in which the client checks the server's name as browsers do. */
  private static void shake(ServerCertificate certificate, SSLContext client, String name)
      throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listening =
        (SSLServerSocket)
            server(certificate).getServerSocketFactory().createServerSocket(0, 1, here)) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listening));
      try (Socket plain = new Socket(here, listening.getLocalPort());
          SSLSocket tls =
              (SSLSocket) client.getSocketFactory().createSocket(plain, name, 443, true)) {
        SSLParameters checks = tls.getSSLParameters();
        checks.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(checks);
        tls.startHandshake();
        assertThat(tls.getInputStream().read()).isEqualTo('!');
      } finally {
        served.handle((nothing, failure) -> nothing).join();
      }
    }
  }

  private static void serve(SSLServerSocket listening) {
    try (SSLSocket one = (SSLSocket) listening.accept()) {
      one.getOutputStream().write('!');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "127.0.0.1", "::1", "eu.orders.test", "341362517156"})
  void a_client_that_trusts_the_authority_takes_the_server_under_each_of_its_names(String name)
      throws Exception {
    ServerCertificate certificate =
        AUTHORITY.issue("db", "127.0.0.1", "::1", "*.orders.test", "341362517156");
    shake(certificate, AUTHORITY.sslContext(), name);
  }

  @Test
  void a_server_under_another_name_is_refused() {
    ServerCertificate certificate = AUTHORITY.issue("db");
    assertThatThrownBy(() -> shake(certificate, AUTHORITY.sslContext(), "cache"))
        .hasMessageContaining("cache");
  }

  @Test
  void what_another_authority_has_issued_is_refused() {
    ServerCertificate foreign = TestCertificates.create().issue("db");
    assertThatThrownBy(() -> shake(foreign, AUTHORITY.sslContext(), "db"))
        .hasMessageContaining("unable to find valid certification path");
  }

  @Test
  void a_certificate_tells_its_names_and_is_no_authority() throws Exception {
    X509Certificate certificate = AUTHORITY.issue("db", "127.0.0.1").certificate();
    certificate.checkValidity();
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "db"), List.of(7, "127.0.0.1"));
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
    assertThat(certificate.getExtendedKeyUsage()).contains("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void all_certificates_of_this_jvm_have_one_authority() {
    assertThat(TestCertificates.ofThisJvm()).isSameAs(TestCertificates.ofThisJvm());
    assertThat(TestCertificates.create().caCertificate())
        .isNotEqualTo(AUTHORITY.caCertificate())
        .startsWith("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void a_key_is_told_to_those_who_ask_for_it_alone() {
    ServerCertificate certificate = AUTHORITY.issue("db");
    String key = certificate.privateKeyPem();
    assertThat(key).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(certificate.toString() + AUTHORITY).doesNotContain(key.lines().toList().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://db", "db server", "größe", "1.2.3.4.5", ""})
  void what_is_no_name_is_refused(String name) {
    assertThatThrownBy(() -> AUTHORITY.issue(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_name_at_all_is_refused_and_so_is_trust_in_nothing() {
    assertThatThrownBy(AUTHORITY::issue)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No name is given");
    assertThatThrownBy(() -> TestCertificates.trusting("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfiesAnyOf(
            failure -> assertThat(failure).hasMessageContaining("no certificate"),
            failure -> assertThat(failure).hasCauseInstanceOf(CertificateException.class));
  }
}
