package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a file system says of a file changes with the file, whatever is done to hide it. */
@DisabledOnOs(OS.WINDOWS)
class HostFilesStampTests {

  @TempDir private Path folder;

  private static String stamp(Path file) throws IOException {
    return new HostFiles().read(file, "file").content().stamp().text();
  }

  @Test
  void it_is_another_one_for_another_content_file_or_time() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    FileTime time = Files.getLastModifiedTime(file);
    Set<String> stamps = new HashSet<>(Set.of(stamp(file)));
    assertThat(stamp(file)).isIn(stamps);

    Files.writeString(file, "12");
    Files.setLastModifiedTime(file, time);
    stamps.add(stamp(file));
    Path other = Files.writeString(folder.resolve("b"), "12");
    Files.setLastModifiedTime(other, time);
    stamps.add(stamp(other));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    stamps.add(stamp(file));

    assertThat(stamps).hasSizeGreaterThanOrEqualTo(3);
  }
}
