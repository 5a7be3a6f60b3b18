package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.ForkedJvm;
import dev.mayfly.runtime.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What becomes of containers when Boot's developer tools restart the application. */
@Tag("docker")
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
final class RestartTests {

  private final DockerEngine engine = DockerEngine.open(Settings.load()::get);
  private @Nullable Process application;
  private BufferedReader words;

  /** What the application says when it is ready. */
  private record Ready(String container, String starts) {}

  @AfterEach
  void end() {
    if (application != null) {
      application.destroyForcibly();
    }
    engine.close();
  }

  private void run(String which) throws IOException {
    application =
        ForkedJvm.of(List.of("-Dmayfly.report=off"), RestartedApplication.class, List.of(which))
            .start();
    words =
        new BufferedReader(
            new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8));
  }

  private Ready ready() throws IOException {
    List<String> said = new ArrayList<>();
    String line = words.readLine();
    while (line != null && !line.startsWith("ready ")) {
      said.add(line);
      line = words.readLine();
    }
    assertThat(line).as(() -> "it ended, and wrote " + said).isNotNull();
    String[] parts = line.split(" ");
    assertThat(parts).hasSize(3);
    return new Ready(parts[1], parts[2]);
  }

  private void order(String word) throws IOException {
    application.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
    application.getOutputStream().flush();
  }

  private List<String> there() {
    return engine.list(Kind.CONTAINER, "dev.mayfly.owner", null).stream()
        .map(EngineResource::id)
        .toList();
  }

  @Test
  void a_restart_ends_the_containers_and_makes_new_ones() throws Exception {
    run("fresh");
    Ready first = ready();
    order("restart");
    Ready second = ready();

    assertThat(second.container()).isNotEqualTo(first.container());
    assertThat(second.starts()).isEqualTo("1");
    assertThat(there()).contains(second.container()).doesNotContain(first.container());
    order("end");
    assertThat(application.waitFor()).isZero();
    await().until(() -> !there().contains(second.container()));
  }

  @Test
  void those_in_the_restart_scope_stay_until_the_program_ends() throws Exception {
    run("kept");
    Ready first = ready();
    order("restart");
    Ready second = ready();

    assertThat(second.container()).isEqualTo(first.container());
    assertThat(second.starts()).isEqualTo("2");
    order("end");
    assertThat(application.waitFor()).isZero();
    await().until(() -> !there().contains(first.container()));
  }
}
