package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a build's lock file is read, and written by several. */
class LockFileTests {

  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @TempDir private Path folder;

  private LockFile file() {
    return new LockFile(folder.resolve("mayfly.lock"), folder.resolve("turns"));
  }

  private void has(String text) throws IOException {
    Files.writeString(file().path(), text);
  }

  private static LockedImage line(String image, String digest) {
    return new LockedImage(ImageName.parse(image), "linux/amd64", digest, B);
  }

  @Test
  void lines_are_sorted_by_full_names_and_stay_when_others_are_put() throws IOException {
    file().put(List.of(line("redis:7", A), line("quay.io/team/app:1", A)));
    file().put(List.of(line("postgres:15", A), line("redis:7", B)));

    assertThat(Files.readString(file().path()))
        .isEqualTo(
            """
            # Which content the images of this build's tests have. Commit it; "mayfly lock" writes it.
            version 1
            docker.io/library/postgres:15 linux/amd64 %s %s
            docker.io/library/redis:7 linux/amd64 %s %s
            quay.io/team/app:1 linux/amd64 %s %s
            """
                .formatted(A, B, B, B, A, B));
    assertThat(file().of(ImageName.parse("redis"))).isEmpty();
    assertThat(file().of(ImageName.parse("redis:7"), "linux/arm64")).isEmpty();
    assertThat(file().of(ImageName.parse("docker.io/library/redis:7"), "linux/amd64"))
        .hasValueSatisfying(line -> assertThat(line.digest()).isEqualTo(B));
  }

  @Test
  void there_are_no_lines_where_there_is_no_file() {
    assertThat(file().read()).isEmpty();
  }

  @Test
  void what_people_write_by_hand_is_read() throws IOException {
    has("# ours\r\n\r\n  version   1 \r\nredis:7   linux/amd64\t" + A + "  " + B + "\r\n");

    assertThat(file().read().values()).containsExactly(line("redis:7", A));
  }

  @Test
  void comments_of_people_stay_once_each_below_the_head() throws IOException {
    has("# ours\nversion 1\n  # of the cache\n" + line("redis:7", A) + "\n# last\n");

    file().put(List.of(line("redis:7", B)));
    file().put(List.of(line("app:1", A)));

    assertThat(Files.readAllLines(file().path()))
        .endsWith(
            "version 1",
            "# ours",
            "# of the cache",
            "# last",
            line("app:1", A).toString(),
            line("redis:7", B).toString())
        .hasSize(7);
  }

  @Test
  void two_equal_lines_which_a_merge_has_left_are_one() throws IOException {
    has("version 1\n" + line("redis:7", A) + "\n" + line("redis:7", A) + "\n");

    assertThat(file().read()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '# nothing'                          | no line says "version 1", which comes before all
          version 2;redis:7 linux/amd64 A B    | line 1 says "version 2", and this Mayfly reads version 1
          redis:7 linux/amd64 A B              | line 1 must be "version 1", which comes before all
          version 1;redis:7 linux/amd64 A      | line 2 can't be read: it is not of the form IMAGE:TAG
          version 1;Redis linux/amd64 A B      | line 2 can't be read: "Redis" is no image name
          version 1;redis:7 amd64 A B          | line 2 can't be read: its platform "amd64" is none
          version 1;redis:7 linux/amd64 x B    | line 2 can't be read: its digest "x" is none
          version 1;redis:7 linux/amd64 A b    | line 2 can't be read: its id "b" is none
          version 1;redis:7@A linux/amd64 A B  | line 2 can't be read: redis:7@sha256:aaa
          version 1;<<<<<<< HEAD               | line 2 is of a merge that is not done
          version 1;=======                    | line 2 is of a merge that is not done
          version 1;>>>>>>> other              | line 2 is of a merge that is not done
          'version 1;||||||| base'             | line 2 is of a merge that is not done
          version 1;r:7 linux/amd64 A B;#;r:7 linux/amd64 B B | line 4 locks docker.io/library/r:7 \
          linux/amd64 as line 2 does, to another digest
          """)
  void a_file_that_can_not_be_used_is_told_with_its_line(String text, String words)
      throws IOException {
    has(text.replace(";", "\n").replaceAll("\\bA\\b", A).replaceAll("\\bB\\b", B));

    assertThatThrownBy(() -> file().read())
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("The lock file " + file().path() + " can't be used: " + words)
        .hasMessageContaining(
            "Mend it, or delete lines and add them anew by \"mayfly lock IMAGE\"");
  }

  @Test
  void what_is_no_text_is_told() throws IOException {
    Files.write(file().path(), new byte[] {'v', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> file().read()).hasMessageContaining("It must be a text in UTF-8.");

    Files.delete(file().path());
    Files.createDirectory(file().path());
    assertThatThrownBy(() -> file().read()).hasMessageContaining("can't be read");
  }

  @Test
  void a_broken_file_is_not_written_over() throws IOException {
    has("version 2\n");

    assertThatThrownBy(() -> file().put(List.of(line("redis:7", A))))
        .hasMessageContaining("says \"version 2\"");
    assertThat(file().path()).hasContent("version 2\n");
  }

  @Test
  void a_folder_that_can_not_be_written_is_told_with_the_lines() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assumeFalse(!closed.toFile().setWritable(false) || Files.isWritable(closed), "root writes all");
    LockFile file = new LockFile(closed.resolve("mayfly.lock"), folder.resolve("turns"));

    assertThatThrownBy(() -> file.put(List.of(line("redis:7", A))))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll(
            "can't be written", "Make its folder writable", line("redis:7", A).toString());
  }

  @Test
  void a_folder_that_is_not_there_is_told_with_the_lines() {
    LockFile file = new LockFile(folder.resolve("no/mayfly.lock"), folder.resolve("turns"));

    assertThatThrownBy(() -> file.put(List.of(line("redis:7", A))))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("can't be written", line("redis:7", A).toString());
  }

  @Test
  void a_link_to_the_file_stays_one() throws IOException {
    Path real = Files.writeString(folder.resolve("shared.lock"), "version 1\n");
    Files.createSymbolicLink(file().path(), real);

    file().put(List.of(line("redis:7", A)));

    assertThat(file().path()).isSymbolicLink();
    assertThat(real).content().contains("redis:7");
  }

  @Test
  void threads_that_add_lines_at_once_lose_none() {
    List<LockedImage> all = IntStream.range(0, 40).mapToObj(i -> line("app:" + i, A)).toList();

    all.parallelStream().forEach(line -> file().put(List.of(line)));

    assertThat(file().read().values()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void jvms_that_add_lines_at_once_lose_none() throws Exception {
    List<Process> jvms = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      jvms.add(
          ForkedJvm.of(
                  List.of(),
                  Adding.class,
                  List.of(file().path().toString(), folder.resolve("turns").toString(), name))
              .start());
    }

    for (Process jvm : jvms) {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).isZero();
    }
    assertThat(file().read()).hasSize(60);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("mayfly.lock", "turns");
    }
  }

  /** A JVM that adds lines one by one. */
  static final class Adding {
    public static void main(String... arguments) {
      LockFile file = new LockFile(Path.of(arguments[0]), Path.of(arguments[1]));
      for (int i = 0; i < 20; i++) {
        file.put(List.of(line(arguments[2] + ":" + i, A)));
      }
    }
  }
}
