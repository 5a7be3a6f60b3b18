package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ImageBuild;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to build an image is what {@code docker build} was seen to make an image of. */
class BuildContextTests {

  @TempDir private Path folder;

  static Stream<BuildCorpus.Case> cases() {
    return BuildCorpus.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_context_is_that_of_docker_build(BuildCorpus.Case one) throws IOException {
    ImageBuild build = one.make(folder);
    List<String> recorded = BuildCorpus.recorded().get(one.name());

    if (recorded.equals(List.of(BuildCorpus.REFUSED))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> BuildContext.of(build, List.of()))
          .withMessageContaining(".dockerignore");
      return;
    }
    BuildContext context = BuildContext.of(build, List.of());
    Set<String> forTheBuilder = Set.of(IgnoreRules.FILE, context.dockerfile());
    assertThat(context.files()).extracting(FileEntry::path).contains(context.dockerfile());
    assertThat(without(forTheBuilder, BuildCorpus.lines(withParents(context.files()))))
        .isEqualTo(without(forTheBuilder, recorded));
  }

  private static List<String> without(Set<String> names, List<String> lines) {
    return lines.stream()
        .filter(line -> names.stream().noneMatch(name -> line.startsWith(name + " file")))
        .filter(line -> !line.matches("docker directory 755")) // which has the Dockerfile alone
        .toList();
  }

  /** The engine makes directories that an exception lies in, and takes set-uid bits from files. */
  private static List<FileEntry> withParents(List<FileEntry> files) {
    List<FileEntry> all = new ArrayList<>();
    for (FileEntry file : files) {
      all.add(file.kind() == Kind.FILE ? mode(file, file.mode() & 01777) : file);
    }
    Set<String> known = new HashSet<>(files.stream().map(FileEntry::path).toList());
    for (FileEntry file : files) {
      for (int slash = file.path().lastIndexOf('/'); slash > 0; ) {
        String above = file.path().substring(0, slash);
        if (known.add(above)) {
          all.add(FileEntry.directory(above, 0755, 0, 0));
        }
        slash = above.lastIndexOf('/');
      }
    }
    return all;
  }

  private static FileEntry mode(FileEntry file, int mode) {
    return FileEntry.file(file.path(), mode, 0, 0, file.size(), file.content());
  }

  @Test
  void a_dockerfile_from_outside_is_sent_under_a_name_that_the_ignore_file_names()
      throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve(".dockerignore"), "*.md");
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");

    BuildContext sent =
        BuildContext.of(ImageBuild.of(context).dockerfile("../Dockerfile"), List.of());

    assertThat(sent.files()).extracting(FileEntry::path).contains(sent.dockerfile());
    assertThat(text(sent, IgnoreRules.FILE)).isEqualTo("*.md\n" + sent.dockerfile() + "\n");
    assertThat(text(sent, sent.dockerfile())).isEqualTo("FROM scratch\n");
    assertThat(BuildContext.files(ImageBuild.of(context).dockerfile("../Dockerfile")))
        .extracting(FileEntry::path)
        .containsExactly("../Dockerfile", ".dockerignore");
  }

  private static String text(BuildContext context, String path) throws IOException {
    for (FileEntry file : context.files()) {
      if (file.path().equals(path)) {
        return new String(file.content().open().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("there is no " + path);
  }

  @Test
  void what_is_missing_is_named() throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BuildContext.of(ImageBuild.of(context), List.of()))
        .withMessage("there is no Dockerfile at " + context.resolve("Dockerfile"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BuildContext.of(ImageBuild.of(folder.resolve("none")), List.of()))
        .withMessage("there is no folder " + folder.resolve("none"));
    Files.createDirectory(context.resolve(".dockerignore"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BuildContext.of(ImageBuild.of(context), List.of()));
  }

  @Test
  void times_are_those_of_the_files() throws IOException {
    Path file = Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");

    FileEntry sent = BuildContext.of(ImageBuild.of(folder), List.of()).files().get(0);

    assertThat(sent.kind()).isEqualTo(Kind.FILE);
    assertThat(sent.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
  }
}
