package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.engine.Finding;
import dev.mayfly.runtime.Doctor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says in each of the usual situations, to a JVM that is in it. */
@EnabledOnOs(OS.LINUX)
class DoctorPageTests {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir private Path root;
  private Machine machine;

  @BeforeEach
  void begin() throws IOException {
    machine = new Machine(root);
    Files.createDirectories(machine.path("home"));
  }

  /** The program of such a JVM. */
  public static void main(String[] none) {
    for (Finding one : Doctor.examine()) {
      System.out.println(
          one.verdict() + " " + one.subject() + ": " + one.words() + " -> " + one.fix());
    }
  }

  /** Nothing of this JVM's environment counts there. */
  private String page(Map<String, String> variables, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Duser.home=" + machine.path("home"), DoctorPageTests.class.getName()));
    ProcessBuilder jvm = new ProcessBuilder(command).redirectErrorStream(true);
    jvm.environment().clear();
    jvm.environment().put("HOME", machine.path("home").toString());
    jvm.environment().putAll(variables);
    return new String(jvm.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @Tag("docker")
  void all_is_well() throws IOException {
    assertThat(page(Map.of("DOCKER_HOST", "unix://" + TcpOnDockerTests.socket())))
        .contains("GOOD engine: ", "GOOD contexts: default (current) -> unix://", "GOOD clock: ")
        .doesNotContain("BAD ");
  }

  @Test
  void no_engine() throws IOException {
    String missing = machine.unix("missing.sock");

    assertThat(page(Map.of("DOCKER_HOST", missing)))
        .contains("BAD engine: The container engine that DOCKER_HOST names does not answer")
        .contains(missing + " (DOCKER_HOST): no such file -> Start it, or correct or remove");
  }

  @Test
  void no_permission() throws IOException {
    List<String> prefix = new ArrayList<>();
    if (Files.isReadable(Path.of("/etc/shadow"))) {
      assumeTrue(Files.isExecutable(SETPRIV), "root needs setpriv to be less");
      prefix.addAll(
          List.of(SETPRIV.toString(), "--bounding-set=-dac_override,-dac_read_search", "--"));
    }
    try (ScriptedServer engine = machine.server("engine.sock", Machine.ENGINE)) {
      Files.setPosixFilePermissions(
          machine.path("engine.sock"), PosixFilePermissions.fromString("---------"));

      assertThat(
              page(
                  Map.of("DOCKER_HOST", engine.address().toString()),
                  prefix.toArray(String[]::new)))
          .contains("BAD engine: ", "permission denied. ", "dockerd-rootless-setuptool.sh install");
    }
  }

  @Test
  void wrong_tls() throws IOException {
    Path certificates = Files.createDirectories(machine.path("certificates"));
    Files.copy(TlsServer.file("ca"), certificates.resolve("ca.pem"));
    Files.copy(TlsServer.file("curve"), certificates.resolve("cert.pem"));
    Files.copy(TlsServer.key("curve"), certificates.resolve("key.pem"));
    try (TlsServer engine = TlsServer.start("expired", "TLSv1.3", Machine.ENGINE)) {
      Map<String, String> variables =
          Map.of(
              "DOCKER_HOST",
              "tcp://127.0.0.1:" + engine.port(),
              "DOCKER_TLS_VERIFY",
              "1",
              "DOCKER_CERT_PATH",
              certificates.toString());

      assertThat(page(variables))
          .contains("BAD engine: ", "by TLS (DOCKER_HOST): its certificate has expired");
    }
  }

  @Test
  void an_api_behind_a_gate() throws IOException {
    String denied = "{\"message\":\"authorization denied by plugin opa\"}";
    try (ScriptedServer gate =
        machine.server("gate.sock", peer -> peer.answer("403 Forbidden", denied))) {
      assertThat(page(Map.of("DOCKER_HOST", gate.address().toString())))
          .contains("BAD engine: ", "refuses to be asked, with status 403: " + denied)
          .contains("whoever runs it must allow the Docker API from /_ping on");
    }
  }

  @Test
  void a_wrong_context() throws IOException {
    assertThat(page(Map.of("DOCKER_CONTEXT", "build-bx")))
        .contains("BAD engine: DOCKER_CONTEXT (\"build-bx\") is a context that does not exist")
        .contains("\"docker context ls\" shows those there are");
  }
}
