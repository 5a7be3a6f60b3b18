package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the texts of an annotation are read. */
final class AttributesTests {

  /** No test class, so that nobody starts what it declares. */
  static final class Fields {
    @Container(
        ports = 80,
        env = {"URL=jdbc:x?a=b", "EMPTY="},
        command = {"serve", "--fast"},
        files = {"db/schema.sql:/init/1.sql", "./build/app.jar:/app.jar", "/etc/hosts:/a:/hosts"},
        waitForLog = "Ready in \\d+",
        waitForHttp = ":8080/health?full=:/",
        waitForPort = {80, 81},
        timeout = "1m30s")
    static GenericContainer all;

    @Container static GenericContainer none;
  }

  private static Container annotation(String field) throws NoSuchFieldException {
    return Fields.class.getDeclaredField(field).getAnnotation(Container.class);
  }

  private static ContainerSpec read(String field, ContainerSpec spec) throws Exception {
    return new Attributes(annotation(field))
        .addTo(
            spec,
            problem -> {
              throw new AssertionError(problem);
            });
  }

  @Test
  void nothing_given_changes_nothing() throws Exception {
    ContainerSpec spec =
        ContainerSpec.of("app:1").expose(1).command("x").readyWhen(ReadyWhen.ports());

    assertThat(read("none", spec)).isEqualTo(spec);
  }

  @Test
  void ports_that_are_waited_for_are_mapped_too() throws Exception {
    assertThat(read("all", ContainerSpec.of("app:1").expose(1)).ports())
        .containsExactly(Port.tcp(1), Port.tcp(80), Port.tcp(81), Port.tcp(8080));
  }

  @Test
  void variables_are_added_and_the_command_is_replaced() throws Exception {
    ContainerSpec spec = read("all", ContainerSpec.of("app:1").env("OLD", "1").command("old"));

    assertThat(spec.env()).isEqualTo(Map.of("OLD", "1", "URL", "jdbc:x?a=b", "EMPTY", ""));
    assertThat(spec.command()).containsExactly("serve", "--fast");
  }

  @Test
  void files_come_from_the_class_path_unless_they_look_like_a_path() throws Exception {
    assertThat(read("all", ContainerSpec.of("app:1")).files())
        .containsExactly(
            CopiedFile.of(FileSource.resource("db/schema.sql"), "/init/1.sql"),
            CopiedFile.of(FileSource.path(Path.of("build/app.jar")), "/app.jar"),
            CopiedFile.of(FileSource.path(Path.of("/etc/hosts:/a")), "/hosts"));
  }

  @Test
  void all_that_is_to_be_waited_for_must_be_true() throws Exception {
    assertThat(read("all", ContainerSpec.of("app:1")).readiness())
        .isEqualTo(
            ReadyWhen.allOf(
                ReadyWhen.port(80),
                ReadyWhen.port(81),
                ReadyWhen.log("Ready in \\d+"),
                ReadyWhen.http("/health?full=:/").port(8080)));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "2m,PT2M",
    "1m30s,PT1M30S",
    "1h 5m,PT1H5M",
    "0.5s,PT0.5S",
    "500 ms,PT0.5S",
    "PT30S,PT30S"
  })
  void durations_are_written_as_people_do(String text, Duration expected) {
    assertThat(Attributes.duration(text)).isEqualTo(expected);
  }

  @Test
  void the_timeout_is_the_containers_own() throws Exception {
    assertThat(read("all", ContainerSpec.of("app:1")).startTimeout())
        .isEqualTo(Duration.ofSeconds(90));
  }
}
