package dev.mayfly.jdbc.filling;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTests {

  @Test
  void a_folder_is_no_script() {
    for (String folder : List.of("scripts", "scripts/", "")) {
      assertThatThrownBy(() -> Script.read(FileSource.resource(folder)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("it is a folder");
    }
    assertThatThrownBy(() -> Script.read(FileSource.path(Path.of("src"))))
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> Script.read(FileSource.path(Path.of("/dev/zero"))))
        .hasMessageContaining("it is no file");
  }
}
