package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.ImageName;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.engine.Workbench;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The container of a reaper on a real engine. */
@Tag("docker")
class ReaperOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private String create() {
    return engine.createReaper(
        new ReaperRequest(
            bench.name("reaper"),
            "session-of-nobody-" + bench.mark(),
            bench.mark(),
            Duration.ofSeconds(1),
            bench.labels()));
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
    ImageName image = ImageName.parse(container.path("Config").path("Image").asText());
    assertThat(image.familiar()).matches("mayfly/reaper:[0-9a-f]{16}");
    assertThat(engine.findImage(image)).isPresent();
  }

  private static String firstLine(AttachedStreams streams) throws IOException {
    return new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8))
        .readLine();
  }
}
