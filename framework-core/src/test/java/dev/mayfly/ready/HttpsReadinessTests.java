package dev.mayfly.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a server whose certificate nobody signed, for a name that it does not have. */
class HttpsReadinessTests {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static HttpsServer server;

  @BeforeAll
  static void serve(@TempDir Path folder) throws Exception {
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(folder.resolve("keys.p12"))));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static SSLContext context(Path keys) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keyalg",
                "EC",
                "-dname",
                "CN=someone.else.example",
                "-alias",
                "server")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void nobody_asks_who_signed_the_certificate() throws Exception {
    FakeProbe probe = new FakeProbe().port(8443, server.getAddress().getPort());

    assertThat(ReadyWhen.https("/").look(probe)).isEqualTo(Look.ready());
    assertThat(ReadyWhen.https("/").status(200).look(probe).seen()).contains("answered 204");
  }

  @Test
  void nobody_asks_whose_name_the_certificate_has() throws Exception {
    FakeProbe probe = new FakeProbe().port(8443, server.getAddress().getPort());
    HostnameVerifier before = HttpsURLConnection.getDefaultHostnameVerifier();
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> false);
    try {
      assertThat(ReadyWhen.https("/").look(probe)).isEqualTo(Look.ready());
    } finally {
      HttpsURLConnection.setDefaultHostnameVerifier(before);
    }
  }

  @Test
  void a_tls_handshake_alone_is_ready() throws Exception {
    FakeProbe probe = new FakeProbe().port(8443, server.getAddress().getPort());

    assertThat(ReadyWhen.tls(8443).look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void a_certificates_names_can_be_asked_for() throws Exception {
    FakeProbe probe = new FakeProbe().port(8443, server.getAddress().getPort());

    assertThat(ReadyWhen.tls(8443).certificate("CN=someone").look(probe)).isEqualTo(Look.ready());
    assertThat(ReadyWhen.tls(8443).certificate("^localhost").look(probe))
        .isEqualTo(Look.notYet("the certificate is for CN=someone.else.example"));
  }

  @Test
  void a_server_without_tls_answers_no_handshake() throws Exception {
    try (Listener plain = Listener.greeting()) {
      FakeProbe probe = new FakeProbe().port(8443, plain.port());

      assertThatExceptionOfType(SSLException.class)
          .isThrownBy(() -> ReadyWhen.tls(8443).look(probe));
    }
  }

  @Test
  void other_connections_of_this_jvm_still_ask() throws Exception {
    FakeProbe probe = new FakeProbe().port(8443, server.getAddress().getPort());
    ReadyWhen.https("/").look(probe);

    URL url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/").toURL();

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> url.openConnection().getInputStream());
  }
}
