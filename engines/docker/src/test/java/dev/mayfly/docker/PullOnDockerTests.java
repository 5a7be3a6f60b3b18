package dev.mayfly.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls by a real engine, from a registry on this machine. */
@Tag("docker")
class PullOnDockerTests {

  @TempDir private Path directory;

  private DockerEngine engine;

  @BeforeEach
  void open_the_engine() {
    engine = DockerEngine.open(setting -> Optional.empty(), this::variable);
  }

  /** Those of this JVM, but for the user's own folder. */
  private @Nullable String variable(String name) {
    return switch (name) {
      case "DOCKER_CONFIG", "HOME", "XDG_RUNTIME_DIR" -> directory.toString();
      default -> System.getenv(name);
    };
  }

  @AfterEach
  void close_the_engine() {
    engine.close();
  }

  private void pull(ImageName image, String config) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);
    engine.pullImage(image, null, line -> {});
  }

  /** A program that says this for whatever it is asked. */
  private String helper(String answer) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(".docker/bin"));
    Path program = folder.resolve("docker-credential-made-up");
    Files.writeString(program, "#!/bin/sh\ncat >/dev/null\necho '" + answer + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return "made-up";
  }

  @Test
  void a_registry_that_wants_a_login_gets_the_users() throws Exception {
    try (OneImageRegistry registry = new OneImageRegistry(1000, "ann:s:cret")) {
      ImageName image = registry.image();
      String login = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}";
      String right = Base64.getEncoder().encodeToString("ann:s:cret".getBytes(UTF_8));
      String wrong = Base64.getEncoder().encodeToString("ann:other".getBytes(UTF_8));
      try {
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> pull(image, "{}"))
            .withMessageContaining("Pulling image " + image)
            .withMessageContaining("no basic auth credentials")
            .withMessageContaining("login: none for " + registry.host() + " in " + directory);
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> pull(image, login.formatted(registry.host(), wrong)))
            .withMessageContaining("login: as \"ann\", from " + directory.resolve("config.json"))
            .withMessageNotContaining("other");

        pull(image, login.formatted(registry.host(), right));

        assertThat(engine.findImage(image)).isPresent();
      } finally {
        engine.remove(Kind.IMAGE, image.familiar());
      }
    }
  }

  @Test
  void a_program_that_knows_the_login_is_asked() throws Exception {
    try (OneImageRegistry registry = new OneImageRegistry(1000, "ann:s:cret")) {
      ImageName image = registry.image();
      String named = helper("{\"Username\":\"ann\",\"Secret\":\"s:cret\"}");
      try {
        pull(image, "{\"credsStore\":\"" + named + "\"}");

        assertThat(engine.findImage(image)).isPresent();
      } finally {
        engine.remove(Kind.IMAGE, image.familiar());
      }
    }
  }

  @Test
  void a_build_whose_base_wants_a_login_gets_it() throws Exception {
    try (OneImageRegistry registry = new OneImageRegistry(1000, "ann:s:cret")) {
      String named = helper("{\"Username\":\"ann\",\"Secret\":\"s:cret\"}");
      Files.writeString(
          directory.resolve("config.json"),
          "{\"credHelpers\":{\"" + registry.host() + "\":\"" + named + "\"}}");
      Path context = Files.createDirectory(directory.resolve("context"));
      Files.writeString(
          context.resolve("Dockerfile"), "ARG BASE\nFROM ${BASE}\nLABEL of=a-private-base\n");
      ImageName built = ImageName.parse("mayfly/on-a-private-base:1");
      try {
        ImageBuild build = ImageBuild.of(context).argument("BASE", registry.image().toString());
        engine.buildImage(BuildRequest.of(build, built, Map.of()), line -> {});

        assertThat(engine.findImage(built)).isPresent();
      } finally {
        engine.remove(Kind.IMAGE, built.familiar());
        engine.remove(Kind.IMAGE, registry.image().familiar());
      }
    }
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
