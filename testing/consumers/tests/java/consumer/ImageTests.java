package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.MayflyException;
import dev.mayfly.runtime.Containers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are built and pulled: the way through most of what the adapter brings along. */
class ImageTests {

  @Test
  void an_image_is_built(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM redis:7.0\nCOPY * /built/\n");
    Files.writeString(folder.resolve(".dockerignore"), "*.secret\n");
    Files.writeString(folder.resolve("kept.txt"), "kept\n");
    Files.writeString(folder.resolve("left.secret"), "left out\n");

    try (Containers containers = Containers.open()) {
      ImageBuild build = ImageBuild.of(folder);
      GenericContainer built =
          containers.start(GenericContainer.of(build).command("sleep", "1h"));

      assertEquals("kept\n", built.exec("cat", "/built/kept.txt").stdout());
      assertTrue(built.exec("cat", "/built/left.secret").exitCode() != 0);
    }
  }

  @Test
  void a_registry_that_is_not_there_is_told() {
    try (Containers containers = Containers.open()) {
      ContainerSpec nowhere = ContainerSpec.of("127.0.0.1:9/nothing:1");

      Exception failure =
          assertThrows(MayflyException.class, () -> containers.start(nowhere));
      assertTrue(failure.getMessage().contains("127.0.0.1:9/nothing:1"), failure.getMessage());
      assertTrue(failure.getMessage().contains("refused"), failure.getMessage());
    }
  }
}
