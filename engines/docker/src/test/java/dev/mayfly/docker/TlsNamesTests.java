package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an engine is reached by TLS, and with which certificates: as the docker command does. */
class TlsNamesTests {

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() {
    machine = new Machine(root);
  }

  private Path certificates(String folder) throws IOException {
    for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
      machine.file(folder + "/" + name, name);
    }
    return machine.path(folder);
  }

  private static TcpAddress at(int port, @Nullable Path folder, boolean verifies) {
    TlsFiles files =
        folder == null
            ? new TlsFiles(null, null, null, verifies)
            : new TlsFiles(
                folder.resolve("ca.pem"),
                folder.resolve("cert.pem"),
                folder.resolve("key.pem"),
                verifies);
    return new TcpAddress("build.example", port, files);
  }

  @ParameterizedTest
  @CsvSource({"DOCKER_TLS_VERIFY, 1, true", "DOCKER_TLS_VERIFY, 0, true", "DOCKER_TLS, 1, false"})
  void a_variable_with_any_value_wants_it(String variable, String value, boolean verifies)
      throws IOException {
    Path folder = certificates("certs");
    machine.variable("DOCKER_HOST", "tcp://build.example").variable(variable, value);
    machine.variable("DOCKER_CERT_PATH", folder.toString());

    assertThat(machine.named()).contains(at(2376, folder, verifies));
  }

  @Test
  void verifying_counts_where_both_variables_are_set() throws IOException {
    Path folder = certificates("home/.docker");
    machine.variable("DOCKER_TLS", "1").variable("DOCKER_TLS_VERIFY", "1");

    assertThat(machine.setting("mayfly.engine", "tcp://build.example:4243").named())
        .contains(at(4243, folder, true));
  }

  @Test
  void certificates_alone_want_nothing() throws IOException {
    machine.variable("DOCKER_CERT_PATH", certificates("certs").toString());

    assertThat(machine.variable("DOCKER_HOST", "tcp://build.example").named())
        .contains(new TcpAddress("build.example", 2375, null));
  }

  @Test
  void who_has_no_certificate_shows_none() throws IOException {
    Path authority = machine.file("certs/ca.pem", "ca.pem");
    machine.variable("DOCKER_HOST", "tcp://build.example:1").variable("DOCKER_TLS_VERIFY", "1");

    assertThat(machine.variable("DOCKER_CERT_PATH", machine.path("certs").toString()).named())
        .contains(new TcpAddress("build.example", 1, new TlsFiles(authority, null, null, true)));
  }

  @Test
  void an_authority_that_is_missing_is_told_before_the_engine_is_asked() {
    machine.variable("DOCKER_HOST", "tcp://build.example").variable("DOCKER_TLS_VERIFY", "1");

    assertThat(machine.refusal())
        .startsWith("DOCKER_TLS_VERIFY is set, and there is no ")
        .contains(machine.path("home/.docker/ca.pem").toString())
        .contains("DOCKER_CERT_PATH", "unset DOCKER_TLS_VERIFY");
  }

  @Test
  void a_socket_needs_no_certificates() {
    machine.variable("DOCKER_HOST", "unix:///engine.sock").variable("DOCKER_TLS_VERIFY", "1");

    assertThat(machine.named()).contains(EngineAddress.unix(Path.of("/engine.sock")));
  }

  @Test
  void without_a_name_it_is_a_port_of_this_machine() throws IOException {
    Path folder = certificates("home/.docker");
    TcpAddress expected = new TcpAddress("localhost", 2376, at(1, folder, true).tls());

    assertThat(machine.variable("DOCKER_TLS_VERIFY", "1").named()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void a_context_has_its_own(boolean skips, boolean verifies) throws IOException {
    context("far", skips);
    Path folder = certificates("home/.docker/contexts/tls/" + Machine.hash("far") + "/docker");
    machine.variable("DOCKER_TLS_VERIFY", "1").variable("DOCKER_CONTEXT", "far");

    assertThat(machine.named()).contains(at(2376, folder, verifies));
  }

  @Test
  void a_context_without_any_is_plain_unless_it_skips_what_it_would_verify() throws IOException {
    context("far", false);
    assertThat(machine.variable("DOCKER_CONTEXT", "far").named())
        .contains(new TcpAddress("build.example", 2375, null));
    context("far", true);
    assertThat(machine.named()).contains(at(2376, null, false));
    assertThat(Files.exists(machine.path("home/.docker/contexts/tls"))).isFalse();
  }

  @Test
  void an_engine_is_reached_with_the_certificates_of_its_context() throws IOException {
    String folder = "home/.docker/contexts/tls/" + Machine.hash("far") + "/docker/";
    copy("ca", folder + "ca.pem");
    copy("curve", folder + "cert.pem");
    copy("curve-key", folder + "key.pem");
    try (TlsServer server = TlsServer.start(Machine.ENGINE)) {
      machine.context("far", "tcp://127.0.0.1:" + server.port());
      machine.variable("DOCKER_CONTEXT", "far");

      assertThat(machine.found()).isEqualTo("tcp://127.0.0.1:" + server.port() + " by TLS");
      assertThat(machine.name()).contains("context:far");
    }
  }

  private void copy(String certificate, String file) throws IOException {
    machine.file(file, Files.readString(TlsServer.file(certificate)));
  }

  private void context(String name, boolean skips) throws IOException {
    machine.contextFile(
        name,
        "{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://build.example\",\"SkipTLSVerify\":%s}}}"
            .formatted(skips));
  }
}
