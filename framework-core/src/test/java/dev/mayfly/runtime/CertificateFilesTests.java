package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.tls.TestCertificates;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates in containers of an engine that has only what it is given. */
class CertificateFilesTests {

  private static final CertificateFiles FILES = CertificateFiles.in("/tls");
  private static final ContainerSpec APP = ContainerSpec.of("app:1").readyWhen(ReadyWhen.running());

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @BeforeEach
  void prepare() {
    engine.image("app:1");
  }

  @AfterEach
  void close() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private static X509Certificate certificate(RunningContainer container) throws Exception {
    byte[] pem = container.readFile(FILES.certificateFile());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> (String) name.get(1))
        .toList();
  }

  @Test
  void a_certificate_is_for_all_names_that_the_container_has_before_its_start() throws Exception {
    ContainerSpec spec =
        FILES
            .names("*.orders.test")
            .addTo(APP.hostname("orders-db").network(NetworkSpec.of("back"), "main"));

    RunningContainer app =
        containers.start("db", GenericContainer.of("app:1").customize(plain -> spec)).running();

    assertThat(names(certificate(app)))
        .containsExactlyInAnyOrder(
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1",
            "db",
            "main",
            "orders-db",
            app.id().substring(0, Math.min(12, app.id().length())),
            "*.orders.test");
    certificate(app).checkValidity();
  }

  @Test
  void containers_of_a_run_have_one_authority_and_a_key_each() {
    RunningContainer first = containers.start(FILES.addTo(APP));
    RunningContainer second = containers.start(FILES.addTo(APP));
    assertThat(FILES.caCertificate(first))
        .isEqualTo(FILES.caCertificate(second))
        .isEqualTo(TestCertificates.ofThisJvm().caCertificate());
    assertThat(first.readFile(FILES.keyFile())).isNotEqualTo(second.readFile(FILES.keyFile()));
    String both = new String(first.readFile(FILES.keyAndCertificateFile()), US_ASCII);
    assertThat(both).contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
    assertThat(FILES.sslContext(first)).isNotNull();
  }

  @Test
  void a_key_store_is_there_if_it_was_asked_for() throws Exception {
    RunningContainer app = containers.start(FILES.pkcs12("secret").addTo(APP));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(app.readFile(FILES.pkcs12File())), "secret".toCharArray());
    assertThat(store.getCertificateChain("server")).hasSize(2);
    assertThat(FILES.pkcs12("secret").toString()).doesNotContain("secret");
  }

  @Test
  void a_key_that_the_container_prints_is_starred_in_what_is_told_of_it() {
    ContainerSpec spec =
        FILES
            .addTo(APP)
            .when(
                Moment.STARTED,
                occasion -> {
                  byte[] key = occasion.container().readFile(FILES.keyFile());
                  throw new IllegalStateException(
                      "the server printed " + new String(key, US_ASCII));
                });
    assertThatThrownBy(() -> containers.start(spec))
        .hasMessageContaining("the server printed")
        .satisfies(
            failure ->
                assertThat(failure.getMessage().lines().collect(Collectors.joining()))
                    .contains("***")
                    .doesNotContain("MEECAQ"));
  }

  @Test
  void equal_ones_make_equal_descriptions_and_can_be_shared_by_a_build() {
    assertThat(CertificateFiles.in("/tls").addTo(APP)).isEqualTo(FILES.addTo(APP));
    assertThat(FILES.names("db").addTo(APP)).isNotEqualTo(FILES.addTo(APP));
    CanonicalForm.check(FILES.names("db").addTo(APP), "field Tests.db");
  }

  @Test
  void a_container_without_the_files_is_told_by_the_path() {
    RunningContainer app = containers.start(APP);
    assertThatThrownBy(() -> FILES.sslContext(app)).hasMessageContaining("/tls/ca.crt");
  }

  @Test
  void a_folder_that_is_no_path_is_refused() {
    assertThatThrownBy(() -> CertificateFiles.in("tls"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an absolute path");
  }
}
