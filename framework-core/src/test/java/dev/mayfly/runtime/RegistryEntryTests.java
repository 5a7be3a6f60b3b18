package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryEntryTests {

  @TempDir private Path folder;

  private final RegistryEntry entry =
      new RegistryEntry(Map.of()).with("id", "c1").with("message", "a=b\nsecond");

  @Test
  void what_was_written_is_read() throws IOException {
    entry.write(folder.resolve("n"));

    RegistryEntry read = RegistryEntry.read(folder.resolve("n")).orElseThrow();

    assertThat(read.get("id")).isEqualTo("c1");
    assertThat(read.get("message")).isEqualTo("a=b second");
    assertThat(read.get("other")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void what_was_cut_short_anywhere_does_not_count() throws IOException {
    Path file = folder.resolve("n");
    entry.write(file);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(RegistryEntry.read(file)).isEmpty();
    }
  }

  @Test
  void zeros_from_a_power_cut_do_not_count() throws IOException {
    Files.write(folder.resolve("n"), new byte[64]);

    assertThat(RegistryEntry.read(folder.resolve("n"))).isEqualTo(Optional.empty());
  }

  @Test
  void no_file_is_no_note() throws IOException {
    assertThat(RegistryEntry.read(folder.resolve("n"))).isEmpty();
  }
}
