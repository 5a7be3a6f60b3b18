package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.PathState;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are there at the start, as Secrets that are mounted. */
class StartFilesTests {

  private static FileEntry file(String path, int mode, byte[] content) {
    return FileEntry.file(
        path, mode, 0, 0, content.length, () -> new ByteArrayInputStream(content));
  }

  private static FileEntry file(String path, int size) {
    return file(path, 0644, new byte[size]);
  }

  private static StartFiles of(FileEntry... entries) {
    return StartFiles.none().with(List.of(entries)).prefix("web-1");
  }

  @Test
  void each_file_is_mounted_by_itself_with_its_mode() {
    StartFiles files = of(file("/etc/a.conf", 0600, new byte[] {1, 2}), file("/b", 3));

    assertThat(files.secrets()).containsOnlyKeys("web-1-files");
    assertThat(files.secrets().get("web-1-files"))
        .containsEntry("file-0", Base64.getEncoder().encodeToString(new byte[] {1, 2}));
    assertThat(files.volumes().get(0).getSecret().getItems())
        .extracting("key", "mode")
        .containsExactly(tuple("file-0", 0600), tuple("file-1", 0644));
    assertThat(files.mounts())
        .extracting(VolumeMount::getMountPath, VolumeMount::getSubPath)
        .containsExactly(tuple("/etc/a.conf", "file-0"), tuple("/b", "file-1"));
  }

  @Test
  void more_than_one_secret_holds_are_carried_as_they_are() {
    StartFiles files = of(file("/a", 0640, new byte[600_000]), file("/b", 600_000));

    assertThat(files.secrets()).isEmpty();
    assertThat(files.areCarried()).isTrue();
    assertThat(files.volumes()).singleElement().matches(one -> one.getEmptyDir() != null);
    assertThat(files.carried()).extracting("path", "mode").contains(tuple("file-0", 0640));
    assertThat(files.mounts())
        .extracting(VolumeMount::getMountPath, VolumeMount::getSubPath, VolumeMount::getReadOnly)
        .containsExactly(tuple("/a", "file-0", null), tuple("/b", "file-1", null));
  }

  @Test
  void what_a_secret_just_holds_is_one() {
    assertThat(of(file("/a", StartFiles.SECRET)).areCarried()).isFalse();
    assertThat(of(file("/a", StartFiles.SECRET), file("/b", 1)).areCarried()).isTrue();
  }

  @Test
  void what_is_too_much_altogether_is_refused_by_the_path_of_the_last() {
    StartFiles half = of(file("/first", StartFiles.MOST / 2));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> half.with(List.of(file("/dump.sql", StartFiles.MOST / 2 + 1))))
        .withMessageContainingAll("/dump.sql", "50,000,001", "100,000,000");
  }

  @Test
  void what_grew_since_it_was_looked_at_is_refused_too() {
    byte[] grown = new byte[StartFiles.MOST + 1];
    FileEntry entry =
        FileEntry.file("/dump.sql", 0644, 0, 0, 10, () -> new ByteArrayInputStream(grown));

    assertThatExceptionOfType(EngineException.class).isThrownBy(() -> of(entry));
  }

  @Test
  void a_later_file_replaces_an_earlier_one() {
    StartFiles files = of(file("/a", 1), file("/a", 0644, new byte[] {7}));

    assertThat(files.secrets().get("web-1-files"))
        .containsOnly(java.util.Map.entry("file-0", "Bw=="));
  }

  @Test
  void a_directory_is_there_by_what_is_in_it() {
    StartFiles files = of(FileEntry.directory("/init", 0755, 0, 0), file("/init/a.sql", 1));

    files.requireMountable();
    assertThat(files.at("/init")).isEqualTo(new PathState("/init", FileEntry.Kind.DIRECTORY));
    assertThat(files.at("/init/a.sql").kind()).isEqualTo(FileEntry.Kind.FILE);
    assertThat(files.at("/none").exists()).isFalse();
  }

  @Test
  void an_empty_directory_and_a_link_are_refused() {
    StartFiles empty = of(FileEntry.directory("/empty", 0755, 0, 0));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(empty::requireMountable)
        .withMessageContaining("/empty");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> of(FileEntry.symbolicLink("/link", "/a", 0, 0)))
        .withMessageContainingAll("symbolic link", "/link");
  }

  @Test
  void a_file_and_a_directory_never_take_each_others_place() {
    StartFiles files = of(file("/mine/file", 1));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> files.with(List.of(file("/mine", 1))));
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> files.with(List.of(FileEntry.directory("/mine/file", 0755, 0, 0))));
  }
}
