package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InitScriptsTests {

  private static final InitScripts SCRIPTS = InitScripts.in("/init", ".js", ".sh");
  private static final ContainerSpec SPEC = ContainerSpec.of("mongo:8");

  @Test
  void scripts_run_in_the_order_in_which_they_were_given() {
    ContainerSpec one = SCRIPTS.add(SPEC, FileSource.resource("data/b.js"));
    ContainerSpec two = SCRIPTS.add(one, FileSource.path(Path.of("a.sh")), FileSource.text("1"));

    assertThat(two.files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/init/000-b.js", "/init/001-a.sh", "/init/002-script.js");
  }

  @Test
  void a_resource_without_a_folder_keeps_its_name() {
    assertThat(SCRIPTS.add(SPEC, FileSource.resource("a.js")).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/init/000-a.js");
  }

  @Test
  void a_file_that_the_image_would_pass_over_is_refused() {
    assertThatThrownBy(() -> SCRIPTS.add(SPEC, FileSource.resource("data.sql")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data.sql")
        .hasMessageContaining("[.js, .sh]");
  }

  @Test
  void scripts_of_an_image_that_runs_each_as_a_program_can_be_run() {
    ContainerSpec spec =
        SCRIPTS.executable().add(SPEC, FileSource.text("1"), FileSource.path(Path.of("a.sh")));
    assertThat(spec.files()).extracting(CopiedFile::mode).containsExactly(0755, 0755);
    assertThat(SCRIPTS.add(SPEC, FileSource.text("1")).files())
        .extracting(CopiedFile::mode)
        .containsExactly(0644);
  }

  @Test
  void only_files_of_the_folder_count() {
    ContainerSpec other = SPEC.copy(FileSource.text("1"), "/initial/a.js");
    assertThat(SCRIPTS.areIn(other)).isFalse();
    assertThat(SCRIPTS.areIn(SCRIPTS.add(other, FileSource.text("1")))).isTrue();
  }

  @Test
  void an_image_that_runs_nothing_has_no_folder_for_it() {
    assertThatThrownBy(() -> InitScripts.in("/init")).hasMessageContaining("No ending");
  }
}
