package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are the same in each locale. */
class FileNamesTests {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "grün/日本 x", "/absolute/ü", "../up/ü", "a\\b", ""})
  void a_name_that_is_resolved_is_read_again(String name) throws IOException {
    assertThat(FileNames.of(FileNames.resolve(Path.of(""), name))).isEqualTo(name);
  }

  /** Writes a name that the locale has no letters for, finds it, and prints it in UTF-8. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_jvm_of_another_locale_writes_and_reads_utf8() throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            InAnotherLocale.class.getName(),
            folder.toString());
    java.environment().put("LC_ALL", "C");
    Process process = java.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).isEqualTo("grün/link -> 日本\ngrün/日本\n");
    assertThat(FileNames.resolve(folder, "grün/日本")).hasContent("written");
  }

  /** What the other JVM does. */
  static final class InAnotherLocale {

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Path file = FileNames.resolve(folder, "gr\u00fcn/\u65e5\u672c");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "written");
      Path target = FileNames.resolve(Path.of(""), "\u65e5\u672c");
      Files.createSymbolicLink(file.resolveSibling("link"), target);
      StringBuilder found = new StringBuilder();
      try (Stream<Path> tree = Files.walk(folder, 2)) {
        for (Path path : (Iterable<Path>) tree.sorted()::iterator) {
          String name = FileNames.of(folder.relativize(path));
          FileEntry entry = new HostFiles().read(path, name);
          if (!entry.isDirectory()) {
            String leads = entry.linkTarget().isEmpty() ? "" : " -> " + entry.linkTarget();
            found.append(name).append(leads).append('\n');
          }
        }
      }
      System.out.write(found.toString().getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }
}
