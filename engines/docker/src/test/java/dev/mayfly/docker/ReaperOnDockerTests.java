package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ImageName;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.engine.Workbench;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container of a reaper on a real engine. */
@Tag("docker")
class ReaperOnDockerTests {

  @TempDir private Path directory;
  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");
  private final String session = "session-of-nobody-" + bench.mark();

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private String create(int attempt, DockerEngine on) {
    Map<String, String> labels = new HashMap<>(bench.labels());
    labels.put("dev.mayfly.session", session);
    labels.put("dev.mayfly.reaper", bench.mark());
    return on.createReaper(
        new ReaperRequest(
            bench.name("reaper-" + attempt),
            session,
            bench.mark(),
            attempt,
            Duration.ofSeconds(1),
            labels));
  }

  private String create() {
    return create(0, engine);
  }

  @Test
  void it_is_made_of_the_program_in_the_jar_and_says_that_it_watches() throws IOException {
    String id = create();

    try (AttachedStreams streams = engine.attach(id)) {
      engine.startContainer(id);

      assertThat(firstLine(streams)).isEqualTo("ready");
    }
  }

  @Test
  void it_has_neither_a_network_nor_rights_nor_a_file_system_to_write_to() throws IOException {
    String id = create();

    JsonNode container = Json.read(engine.inspectContainer(id).json());
    JsonNode host = container.path("HostConfig");
    assertThat(host.path("NetworkMode").asText()).isEqualTo("none");
    assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(host.path("AutoRemove").asBoolean()).isTrue();
    assertThat(Json.write(host.path("CapDrop"))).contains("ALL");
    assertThat(container.path("Image").asText())
        .isEqualTo(engine.findImage(image()).orElseThrow().id());
  }

  @Test
  void it_is_imported_once() throws IOException {
    String first = imageOf(create(0, engine));

    assertThat(imageOf(create(1, engine))).isEqualTo(first);
  }

  @Test
  void an_image_of_its_name_with_another_content_is_not_run() throws IOException {
    String other = engine.commit(bench.create(bench.sleeper()), image(), bench.labels());
    try {
      String id = create();

      assertThat(imageOf(id)).isNotEqualTo(other);
      try (AttachedStreams streams = engine.attach(id)) {
        engine.startContainer(id);
        assertThat(firstLine(streams)).isEqualTo("ready");
      }
    } finally {
      engine.remove(Kind.IMAGE, other);
    }
  }

  private static ImageName image() {
    ImageName name = ProgramImage.of(OwnProgram.REAPER, System.getProperty("os.arch")).name();
    assertThat(name.familiar()).matches("mayfly/reaper:[0-9a-f]{16}");
    return name;
  }

  private String imageOf(String id) throws IOException {
    return Json.read(engine.inspectContainer(id).json()).path("Image").asText();
  }

  @Test
  void a_socket_away_from_the_usual_place_is_the_engines_too_and_then_the_usual_one()
      throws IOException {
    Path away = directory.resolve("d.sock");
    Files.createSymbolicLink(away, Path.of(URI.create(engine.address()).getPath()));
    Map<String, String> settings = Map.of("mayfly.docker.host", "unix://" + away);

    try (DockerEngine there = DockerEngine.open(name -> Optional.ofNullable(settings.get(name)))) {
      assertThat(socketOf(create(0, there))).isEqualTo(away.toString());
      assertThat(socketOf(create(1, there))).isEqualTo("/var/run/docker.sock");
    }
  }

  private String socketOf(String id) throws IOException {
    JsonNode host = Json.read(engine.inspectContainer(id).json()).path("HostConfig");
    return host.path("Mounts").path(0).path("Source").asText();
  }

  private static String firstLine(AttachedStreams streams) throws IOException {
    return new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8))
        .readLine();
  }
}
