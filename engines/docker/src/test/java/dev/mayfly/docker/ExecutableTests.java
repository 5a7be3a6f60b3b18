package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutableTests {

  @Test
  void a_program_is_run_from_memory_without_an_environment() throws Exception {
    Process process = Executable.run(Files.readAllBytes(Path.of("/bin/echo")), List.of("a", "b c"));

    assertThat(process.waitFor()).isZero();
    assertThat(process.getInputStream()).hasContent("a b c");
  }

  @Test
  void what_a_killed_jvm_left_goes_when_the_next_one_runs_a_program() throws Exception {
    Path left = Files.createTempDirectory("mayfly-reaper-");
    Files.writeString(left.resolve("reaper"), "a program");
    Path fresh = Files.createTempDirectory("mayfly-reaper-");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));

    Executable.run(Files.readAllBytes(Path.of("/bin/echo")), List.of()).waitFor();

    assertThat(left).doesNotExist();
    assertThat(fresh).exists();
    Files.delete(fresh);
  }
}
