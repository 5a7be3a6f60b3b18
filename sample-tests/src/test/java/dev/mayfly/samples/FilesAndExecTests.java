package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.CopiedFile;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.Mount;
import dev.mayfly.junit.Container;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go in before the process starts; commands, files and logs come out while it runs. */
@Tag("docker")
class FilesAndExecTests {

  // tag::files[]
  @Container
  static final GenericContainer box =
      GenericContainer.of("busybox:1.35")
          .copy(FileSource.text("level=debug\n"), "/etc/app/app.conf")
          .copy(FileSource.resource("site"), "/srv/site")
          .customize(
              spec ->
                  spec.copy(
                      CopiedFile.of(FileSource.text("#!/bin/sh\necho run as $(id -u)\n"), "/run.sh")
                          .mode(0755)))
          .mount(Mount.tmpfs("/scratch"), Mount.volume("shared", "/shared"))
          .command("sh", "-c", "cat /etc/app/app.conf; sleep 1h");

  // end::files[]

  // tag::exec[]
  @Test
  void a_command_runs_in_the_container() {
    ExecResult result = box.exec("cat", "/srv/site/hello.txt");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("hello\n");
  }

  @Test
  void a_command_gets_input_and_a_user() {
    ExecSpec sort = ExecSpec.of("sort").stdin("b\na\n");
    ExecSpec script = ExecSpec.of("/run.sh").user("1000");

    assertThat(box.running().exec(sort).stdout()).isEqualTo("a\nb\n");
    assertThat(box.running().exec(script).stdout()).isEqualTo("run as 1000\n");
  }

  // end::exec[]

  // tag::copy-out[]
  @Test
  void files_come_out_again(@TempDir Path folder) throws Exception {
    box.exec("sh", "-c", "echo done > /shared/report").orThrow();

    byte[] report = box.running().readFile("/shared/report");
    box.running().copyOut("/srv/site", folder.resolve("site"));

    assertThat(new String(report, StandardCharsets.UTF_8)).isEqualTo("done\n");
    assertThat(Files.readString(folder.resolve("site/hello.txt"))).isEqualTo("hello\n");
  }

  // end::copy-out[]

  @Test
  void the_process_has_seen_its_files_when_it_started() {
    assertThat(box.logs()).isEqualTo("level=debug\n");
  }
}
