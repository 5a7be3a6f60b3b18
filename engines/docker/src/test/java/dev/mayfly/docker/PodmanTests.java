package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.PathState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Podman, and engines without root's rights, do otherwise. */
class PodmanTests {

  private static final String WITHOUT_CGROUPS =
      "{\"Rootless\":true,\"CgroupVersion\":\"1\",\"MemoryLimit\":true}";
  private static final String ROOTS =
      "{\"Rootless\":false,\"CgroupVersion\":\"1\",\"CgroupDriver\":\"cgroupfs\"}";

  @TempDir private Path directory;

  private AnsweringServer server(String... questionsAndAnswers) throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int i = 0; i < questionsAndAnswers.length; i += 2) {
      answers.put(questionsAndAnswers[i], questionsAndAnswers[i + 1]);
    }
    return AnsweringServer.start(directory, answers);
  }

  @Test
  void an_image_is_imported_under_its_whole_name() throws IOException {
    String id = "a".repeat(64);
    List<String> asked = new CopyOnWriteArrayList<>();
    ScriptedServer.Conversation podman =
        peer -> {
          asked.add(peer.readHead().lines().findFirst().orElse(""));
          peer.write(Peer.response("200 OK", "{\"Id\":\"" + id + "\"}"));
          peer.readToEnd();
        };
    try (ScriptedServer server = ScriptedServer.start(directory, podman);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      ImageCalls images = new ImageCalls(new Api(transport, "1.41"), true);

      assertThat(images.importLayer(ImageName.parse("mayfly/reaper:12ab"), out -> {}))
          .isEqualTo("sha256:" + id);
    }
    assertThat(asked)
        .containsExactly(
            "POST /v1.41/libpod/images/import?reference=mayfly%2Freaper%3A12ab HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Rootless\":true,\"CgroupVersion\":\"1\"} | false",
        "{\"Rootless\":true,\"CgroupVersion\":\"2\"} | true",
        "{\"Rootless\":false,\"CgroupVersion\":\"1\"} | true",
        "{\"CgroupDriver\":\"none\"} | false",
        "{\"CgroupDriver\":\"systemd\"} | true",
      })
  void an_engine_that_has_no_cgroups_pauses_nothing(String info, boolean can) throws IOException {
    try (AnsweringServer server = server("GET /info", info)) {
      Cgroups cgroups = new Cgroups(server.api());

      assertThat(cgroups.canPause()).isEqualTo(can);
      assertThat(cgroups.canPause()).isEqualTo(can);
      assertThat(server.asked()).as("is remembered").hasSize(1);
    }
  }

  @Test
  void limits_that_do_not_count_are_named() throws IOException {
    try (AnsweringServer server = server("GET /info", WITHOUT_CGROUPS)) {
      UncountedLimits uncounted = new UncountedLimits(new Cgroups(server.api()));

      assertThat(uncounted.of(ContainerSpec.of("app:1").resources())).isEmpty();
      assertThat(server.asked()).as("without a limit nobody asks").isEmpty();
      assertThat(uncounted.of(ContainerSpec.of("app:1").memory(64 << 20).cpus(0.5).resources()))
          .satisfiesExactly(
              memory -> assertThat(memory).startsWith("its limit of memory does not count"),
              cpus -> assertThat(cpus).startsWith("its limit of cpus does not count"));
    }
  }

  @Test
  void limits_that_count_are_not_spoken_of() throws IOException {
    try (AnsweringServer server = server("GET /info", ROOTS)) {
      assertThat(
              new UncountedLimits(new Cgroups(server.api()))
                  .of(ContainerSpec.of("app:1").memory(64 << 20).cpus(0.5).resources()))
          .isEmpty();
    }
  }

  private static ObjectNode withHostAccess(String network) {
    ObjectNode request = Json.object();
    ObjectNode host = request.putObject("HostConfig").put("NetworkMode", network);
    host.putArray("ExtraHosts").add("a:10.0.0.1").add("host.docker.internal:host-gateway");
    return request;
  }

  private static String hosts(AnsweringServer server, String network) {
    ObjectNode request = withHostAccess(network);
    new HostGateway(server.api(), true, new Cgroups(server.api())).fillIn("Creating", request);
    return request.path("HostConfig").path("ExtraHosts").toString();
  }

  @Test
  void an_old_podman_is_given_the_address_of_its_machine() throws IOException {
    try (AnsweringServer server =
        server(
            "GET /version",
            "{\"Version\":\"4.3.1\"}",
            "GET /info",
            ROOTS,
            "GET /networks/backend",
            "{\"IPAM\":{\"Config\":[{\"Gateway\":\"10.89.0.1\"}]}}")) {
      assertThat(hosts(server, "backend"))
          .isEqualTo("[\"a:10.0.0.1\",\"host.docker.internal:10.89.0.1\"]");
    }
  }

  @ParameterizedTest
  @CsvSource({"4.7.0", "4.10.2", "5.4.2", "10.0"})
  void a_podman_that_knows_the_word_is_given_it(String version) throws IOException {
    try (AnsweringServer server = server("GET /version", "{\"Version\":\"" + version + "\"}")) {
      assertThat(hosts(server, "backend")).contains("host.docker.internal:host-gateway");
    }
  }

  @Test
  void an_old_podman_without_roots_rights_refuses_with_what_to_do() throws IOException {
    try (AnsweringServer server =
        server("GET /version", "{\"Version\":\"4.3.1\"}", "GET /info", WITHOUT_CGROUPS)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> hosts(server, "backend"))
          .withMessageContainingAll("Podman 4.3.1", "4.7", "extraHost(");
    }
  }

  @Test
  void a_link_that_leads_nowhere_is_told_with_where_it_leads() throws IOException {
    String stat = "{\"name\":\"none\",\"mode\":134218239,\"linkTarget\":\"/there/none\"}";
    String header = Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8));
    try (AnsweringServer server =
        server(
            "HEAD /containers/c1/archive?path=%2Flink",
            "HTTP/1.1 404 Not Found\r\nX-Docker-Container-Path-Stat: " + header + "\r\n\r\n",
            "HEAD /containers/c1/archive?path=%2Fthere%2Fnone",
            "HTTP/1.1 404 Not Found\r\n\r\n")) {
      assertThat(new FileTransfer(server.api(), EngineClock.SAME, true).inspect("c1", "/link"))
          .isEqualTo(new PathState("/there/none", null));
    }
  }

  @Test
  void a_network_that_goes_by_its_name_in_a_description_has_its_id() throws IOException {
    String id = "c".repeat(64);
    try (AnsweringServer server =
        server("GET /networks/backend", "{\"Name\":\"backend\",\"Id\":\"" + id + "\"}")) {
      NetworkCalls networks = new NetworkCalls(server.api());

      assertThat(networks.idOf("backend")).isEqualTo(id);
      assertThat(networks.idOf(id)).isEqualTo(id);
      assertThat(server.asked()).hasSize(1);
    }
  }
}
