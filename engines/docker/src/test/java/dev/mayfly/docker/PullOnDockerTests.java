package dev.mayfly.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls by a real engine, from a registry on this machine. */
@Tag("docker")
class PullOnDockerTests {

  /** Names the directory of Docker's client's settings, as the environment's variable does. */
  private static final String LOGINS = "DOCKER_CONFIG";

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());

  @TempDir private Path directory;

  @AfterEach
  void close_the_engine() {
    engine.close();
  }

  private void pull(ImageName image, String config) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);
    System.setProperty(LOGINS, directory.toString());
    try {
      engine.pullImage(image, null, line -> {});
    } finally {
      System.clearProperty(LOGINS);
    }
  }

  @Test
  void a_registry_that_wants_a_login_gets_the_users() throws Exception {
    try (OneImageRegistry registry = new OneImageRegistry(1000, "ann:s:cret")) {
      ImageName image = registry.image();
      String login = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}";
      String right = Base64.getEncoder().encodeToString("ann:s:cret".getBytes(UTF_8));
      try {
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> pull(image, "{}"))
            .withMessageContaining("Pulling image " + image)
            .withMessageContaining("no basic auth credentials");

        pull(image, login.formatted(registry.host(), right));

        assertThat(engine.findImage(image)).isPresent();
      } finally {
        engine.remove(Kind.IMAGE, image.familiar());
      }
    }
  }

  @Test
  void a_login_that_is_empty_is_named_with_the_way_to_remove_it() {
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(
            () ->
                pull(
                    ImageName.parse("localhost:1/app:1"),
                    "{\"auths\": {\"registry.example\": {\"auth\": \"\"}}}"))
        .withMessageContainingAll(
            "Pulling image localhost:1/app:1",
            "Invalid auth configuration file",
            "config.json",
            "docker logout");
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
