package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.Containers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services whose images are built. */
@NeedsCompose
@Tag("docker")
class BuiltDockerTests {

  @Test
  void what_is_built_goes_with_the_project_and_takes_nobodys_name() throws Exception {
    try (Containers containers = Containers.open()) {
      ComposeProject built =
          containers.start("built", ComposeProject.of("projects/built/compose.yml"));

      String page = new String(built.url(80).toURL().openStream().readAllBytes(), UTF_8);

      assertThat(page).isEqualTo("made\n");
      assertThat(EngineLook.of(containers.sessionId()))
          .anyMatch(name -> name.endsWith("-built-1-page"));
      built.running().close();
      assertThat(EngineLook.of(containers.sessionId())).noneMatch(name -> name.contains("built"));
    }
    try (Containers containers = Containers.open()) {
      assertThat(
              containers
                  .start(
                      dev.mayfly.GenericContainer.of("busybox:1.35")
                          .command("ls", "/")
                          .readyWhen(dev.mayfly.ready.ReadyWhen.exit(0)))
                  .logs())
          .doesNotContain("www");
    }
  }
}
