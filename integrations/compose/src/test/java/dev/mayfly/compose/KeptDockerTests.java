package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a project after its session: what was kept, for a while, and the report. */
@NeedsCompose
@Tag("docker")
class KeptDockerTests {

  @Test
  void after_a_failed_test_the_containers_and_volumes_stay_for_their_time() {
    Map<String, String> keeping = Map.of("mayfly.keep", "on-failure", "mayfly.keep.for", "20s");
    Containers containers =
        Containers.open(
            Settings.load(name -> Optional.ofNullable(keeping.get(name)), keeping.keySet()));
    String session = containers.sessionId();
    ComposeProject rich =
        containers.start(
            "rich", ComposeProject.of("projects/rich/compose.yml").env("TOKEN", "one"));
    String id = rich.service("app").id();

    containers.orchestrator().keepOnFailure(List.of(rich.service("app")));
    rich.slot().running().close();
    containers.close();

    assertThat(EngineLook.of(session))
        .anyMatch(name -> name.endsWith("-rich-1-app-1"))
        .anyMatch(name -> name.endsWith("-rich-1_data"));
    assertThat(EngineLook.running(id)).isTrue();
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> EngineLook.of(session).isEmpty());
  }

  static class TypedCase {
    @Container static final ComposeProject shop = ComposeProject.of("projects/shop/compose.yml");

    @Container
    static final PostgresContainer typed = shop.service("db", PostgresContainer.of("postgres:9"));

    @Test
    void it_runs() {
      assertThat(typed.user()).isEqualTo("seller");
    }
  }

  @Test
  void the_report_tells_of_a_services_handle_what_the_file_says(@TempDir Path folder)
      throws Exception {
    Tests tests = Tests.run(Map.of("mayfly.report.dir", folder.toString()), TypedCase.class);

    assertThat(tests.failures()).isEmpty();
    JsonNode typed = null;
    for (JsonNode one : report(folder).path("containers")) {
      typed = one.path("place").asText().endsWith("TypedCase.typed") ? one : typed;
    }
    assertThat(typed).isNotNull();
    assertThat(typed.path("image").asText()).isEqualTo("postgres:15");
    assertThat(typed.toString()).contains("seller").doesNotContain("POSTGRES_INITDB_ARGS");
  }

  private static JsonNode report(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path json = files.filter(one -> one.toString().endsWith(".json")).findFirst().orElseThrow();
      return new ObjectMapper().readTree(json.toFile());
    }
  }
}
