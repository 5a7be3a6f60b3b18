package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers and networks that the {@code docker} command makes, in a session of ours. */
@Tag("docker")
class AdoptOnDockerTests {

  private static final ContainerSpec SLEEPER = ContainerSpec.of("busybox:1.35");

  @BeforeEach
  void there_is_a_command() {
    DockerCommand.require();
  }

  private static String run(Map<String, String> labels) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "-d"));
    labels.forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
    command.addAll(List.of("busybox:1.35", "sleep", "1h"));
    return DockerCommand.run(command.toArray(String[]::new)).strip();
  }

  @Test
  void what_has_the_labels_is_used_and_goes_with_the_session() throws IOException {
    String id;
    try (Containers containers = Containers.open()) {
      id = run(containers.labels());
      RunningContainer adopted = containers.adopt(id, SLEEPER);

      assertThat(adopted.exec("echo", "hello").stdout()).isEqualTo("hello\n");
      DockerCommand.run("kill", id);
      await()
          .untilAsserted(
              () -> assertThatThrownBy(() -> adopted.exec("true")).hasMessageContaining("137"));
    }
    assertThat(DockerCommand.run("ps", "-aq", "--no-trunc")).doesNotContain(id);
  }

  @Test
  void what_has_none_is_let_go() throws IOException {
    String id = run(Map.of());
    try (Containers containers = Containers.open()) {
      containers.adopt(id, SLEEPER);
    }
    assertThat(DockerCommand.run("rm", "-f", id)).contains(id);
  }
}
