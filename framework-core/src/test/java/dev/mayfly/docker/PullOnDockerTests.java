package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pull by a real engine, from a registry on this machine. */
@Tag("docker")
class PullOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());

  @AfterEach
  void close_the_engine() {
    engine.close();
  }

  @Test
  void a_pull_tells_its_steps_and_counts_bytes_meanwhile() throws Exception {
    try (OneImageRegistry registry = new OneImageRegistry(8_000_000)) {
      ImageName image = registry.image();
      List<String> lines = new CopyOnWriteArrayList<>();
      try {
        engine.pullImage(image, null, lines::add);

        assertThat(engine.findImage(image)).isPresent();
        assertThat(lines)
            .anyMatch(line -> line.matches("[0-9a-f]{12}: (Downloading|Extracting) \\d+/\\d+"))
            .anyMatch(line -> line.matches("[0-9a-f]{12}: Pull complete"));
      } finally {
        engine.remove(Kind.IMAGE, image.familiar());
      }
    }
  }
}
