package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is copied into containers, or mounted there. */
class FileSourceTests {

  @Test
  void bytes_are_copied_on_their_way_in_and_out() {
    byte[] bytes = {1, 2, 3};
    FileSource.Bytes source = (FileSource.Bytes) FileSource.bytes(bytes);

    bytes[0] = 9;
    source.content()[1] = 9;

    assertThat(source.content()).containsExactly(1, 2, 3);
    assertThat(source.describe()).isEqualTo("3 bytes");
  }

  @Test
  void a_text_is_its_utf_8() {
    FileSource text = FileSource.text("Grüße");

    assertThat(((FileSource.Bytes) text).content())
        .isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
    assertThat(text)
        .isEqualTo(FileSource.bytes("Grüße".getBytes(StandardCharsets.UTF_8)))
        .hasSameHashCodeAs(FileSource.text("Grüße"))
        .isNotEqualTo(FileSource.text("Grüsse"))
        .hasToString("a text");
  }

  @Test
  void a_path_is_absolute_and_normal() {
    FileSource path = FileSource.path(Path.of("src/../pom.xml"));

    assertThat(path).isEqualTo(FileSource.path(Path.of("pom.xml").toAbsolutePath()));
    assertThat(path.describe()).isEqualTo(Path.of("pom.xml").toAbsolutePath().toString());
  }

  @Test
  void a_resource_has_no_leading_slash() {
    assertThat(FileSource.resource("/db/schema.sql"))
        .isEqualTo(FileSource.resource("db/schema.sql"));
    assertThat(FileSource.resource("db/schema.sql").describe())
        .isEqualTo("class path resource db/schema.sql");
  }

  @Test
  void a_copied_file_keeps_its_mode_and_belongs_to_root_unless_told() {
    CopiedFile plain = CopiedFile.of(FileSource.text("x"), "/etc/app.conf");

    assertThat(plain).isEqualTo(new CopiedFile(FileSource.text("x"), "/etc/app.conf", -1, 0, 0));
    assertThat(plain.mode(0600).owner(70, 71))
        .isEqualTo(new CopiedFile(FileSource.text("x"), "/etc/app.conf", 0600, 70, 71));
    assertThat(plain.mode()).isEqualTo(-1);
  }

  @Test
  void a_path_inside_the_container_is_absolute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CopiedFile.of(FileSource.text("x"), "app.conf"))
        .withMessageContaining("\"app.conf\" is not an absolute path");
    assertThatIllegalArgumentException().isThrownBy(() -> Mount.tmpfs("tmp"));
    assertThatIllegalArgumentException().isThrownBy(() -> Mount.volume("data", "data"));
    assertThatIllegalArgumentException().isThrownBy(() -> Mount.anonymousVolume(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Mount.bind(Path.of("/tmp"), "tmp"));
  }

  @Test
  void mode_and_owner_must_be_such() {
    CopiedFile file = CopiedFile.of(FileSource.text("x"), "/x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.mode(010_000))
        .withMessageContaining("10000");
    assertThatIllegalArgumentException().isThrownBy(() -> file.mode(-2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.owner(-1, 0))
        .withMessageContaining("-1");
  }

  @Test
  void mounts_are_values() {
    assertThat(Mount.bind(Path.of("/a/../b"), "/c").readOnly())
        .isEqualTo(new Mount.Bind("/b", "/c", true));
    assertThat(Mount.volume("data", "/data")).isEqualTo(new Mount.Volume("data", "/data", false));
    assertThat(Mount.volume("data", "/data").readOnly().isReadOnly()).isTrue();
    assertThat(Mount.anonymousVolume("/data").name()).isNull();
    assertThat(Mount.tmpfs("/tmp").bytes(1 << 20)).isEqualTo(new Mount.Tmpfs("/tmp", 1 << 20));
    assertThat(Mount.tmpfs("/tmp").bytes()).isZero();
  }
}
