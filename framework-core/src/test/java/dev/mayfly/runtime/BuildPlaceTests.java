package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import dev.mayfly.process.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildPlaceTests {

  @TempDir private Path folder;

  private BuildPlace place(Path directory, String engine) {
    return place(directory, engine, "1.0");
  }

  private BuildPlace place(Path directory, String engine, String version) {
    return BuildPlace.of(
        Settings.of(Map.of("mayfly.build.dir", directory.toString(), "mayfly.build.id", "orders")),
        engine,
        version,
        false);
  }

  @Test
  void modules_of_a_build_meet_in_its_topmost_folder() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path build = Files.createDirectories(home.resolve("orders"));
    Path module = Files.createDirectories(build.resolve("api").resolve("v1"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(build.resolve("settings.gradle.kts"));
    Files.createFile(module.resolve("build.gradle.kts"));

    assertThat(BuildPlace.root(module, home)).isEqualTo(build);
  }

  @Test
  void where_there_is_no_build_file_the_folder_itself_is_the_build() {
    assertThat(BuildPlace.root(folder, folder.resolve("home"))).isEqualTo(folder);
  }

  @Test
  void the_folder_is_for_this_user_alone_and_of_this_engine_alone() throws IOException {
    Path made = place(folder.resolve("builds"), "unix:///a").directory();

    assertThat(Files.getPosixFilePermissions(made))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(place(folder.resolve("builds"), "unix:///a").directory()).isEqualTo(made);
    assertThat(place(folder.resolve("builds"), "unix:///b").directory()).isNotEqualTo(made);
  }

  @Test
  void a_folder_that_others_can_write_has_none_of_theirs_below_it() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    Path builds = open.resolve("mayfly").resolve("builds");

    OwnFolder.create(builds.resolve("pulls"));

    assertThat(List.of(builds.getParent(), builds, builds.resolve("pulls")))
        .allSatisfy(
            made ->
                assertThat(Files.getPosixFilePermissions(made))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------")));
    assertThat(place(builds, "unix:///a").directory()).isDirectory();
  }

  @Test
  void modules_with_another_version_of_mayfly_do_not_meet() {
    Path builds = folder.resolve("builds");

    assertThat(place(builds, "unix:///a", "1.1").directory())
        .isNotEqualTo(place(builds, "unix:///a", "1.0").directory());
  }

  @Test
  void a_folder_that_others_can_write_is_refused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> place(open, "unix:///a"))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll(open.toString(), "other users can write", "mayfly.build.dir");
  }
}
