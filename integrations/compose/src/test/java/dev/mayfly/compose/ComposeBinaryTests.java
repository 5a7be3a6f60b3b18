package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Compose is looked for. */
class ComposeBinaryTests {

  @TempDir Path folder;

  private Path script(String path, String content) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no scripts here");
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + content + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private ComposeBinary binary(Map<String, String> env, Path... commands) {
    return new ComposeBinary(
        env,
        folder.toString(),
        List.of(folder.resolve("all").toString()),
        Stream.of(commands).map(command -> List.of(command.toString())).toList());
  }

  @Test
  void a_plug_in_of_the_users_own_comes_first() throws IOException {
    Path own = script(".docker/cli-plugins/docker-compose", "exit 1");
    script("all/docker-compose", "exit 1");
    Path configured = script("config/cli-plugins/docker-compose", "exit 1");
    String config = folder.resolve("config").toString();

    assertThat(binary(Map.of()).command()).containsExactly(own.toString());
    assertThat(binary(Map.of("DOCKER_CONFIG", config)).command())
        .containsExactly(configured.toString());
  }

  @Test
  void a_plug_in_of_all_users_comes_before_commands() throws IOException {
    Path all = script("all/docker-compose", "exit 1");

    assertThat(binary(Map.of(), script("on-path", "echo 2.40.3")).command())
        .containsExactly(all.toString());
  }

  @Test
  void a_command_counts_from_version_2_on() throws IOException {
    Path one = script("one", "echo 1.29.2");
    Path two = script("two", "echo v2.40.3-3");
    Path ten = script("ten", "echo 10.0.1");

    assertThat(binary(Map.of(), one, two).command()).containsExactly(two.toString());
    assertThat(binary(Map.of(), folder.resolve("absent"), ten).command())
        .containsExactly(ten.toString());
  }

  @Test
  void without_one_the_message_says_what_to_install() throws IOException {
    ComposeBinary old = binary(Map.of(), script("one", "echo 1.29.2"), script("bad", "exit 1"));

    assertThatThrownBy(old::command)
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll(
            "no Docker Compose of version 2",
            "apt-get install docker-compose",
            "docker-compose-plugin",
            "Docker Desktop",
            "brew install docker-compose",
            folder.resolve(".docker").toString());
  }
}
