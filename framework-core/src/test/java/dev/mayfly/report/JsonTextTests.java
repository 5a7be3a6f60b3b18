package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTests {

  static List<String> texts() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x100; c++) {
      all.append(c);
    }
    return List.of(
        "",
        "\"",
        "\\",
        "\\\"",
        "C:\\new\\u0041",
        "a\nb\r\tc",
        "\u2028\u2029",
        "\ufffe\uffff",
        "\ud83d\ude00",
        "</script>",
        all.toString());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void any_text_is_read_as_it_was_written(String text) throws IOException {
    String json = new JsonText().begin('{').name(text).value(text).end('}').toString();

    JsonNode read = new ObjectMapper().readTree(json);

    assertThat(read.get(text).asText()).isEqualTo(text);
    assertThat(json).doesNotContainPattern("[\\x00-\\x1f]");
  }

  @ParameterizedTest
  @MethodSource("halves")
  void half_a_surrogate_pair_leaves_a_text_that_can_be_written(String text) throws IOException {
    String json = new JsonText().begin('[').value(text).value("next").end(']').toString();

    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json)).isTrue();
    assertThat(new ObjectMapper().readTree(json).get(1).asText()).isEqualTo("next");
  }

  static List<String> halves() {
    return List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d\ude00");
  }

  @Test
  void a_run_with_such_texts_is_whole_in_every_form() throws IOException {
    MadeUpRun run = new MadeUpRun();
    ImageBuild build = ImageBuild.of(Path.of("a\"b\u001bc"));
    Life life =
        run.journal.begin(
            "db", "field \"quoted\" \ud83d", ContainerSpec.of(build).env("AB", "\ud83d"));
    life.created("id-1");
    life.failed("\u001b[31mred \ude00 \"", List.of());
    life.ended("removed");
    run.test("T", "half \ud83d()", 5, "expected \ud83d but was \u0000", "db");
    run.journal.ended();

    String json = RunJson.of(run.toRecord());
    JsonNode read = new ObjectMapper().readTree(json);

    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json)).isTrue();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(HtmlReport.of(json))).isTrue();
    assertThat(read.at("/containers/0/image").asText())
        .contains("a\"b\\u001bc")
        .doesNotContain("\u001b");
    assertThat(read.at("/containers/0/failure").asText()).isEqualTo("\\u001b[31mred \\ude00 \"");
    assertThat(ConsoleTable.of(run.toRecord()).replaceAll("[\n\t]", ""))
        .doesNotContainPattern("\\p{Cntrl}")
        .contains("\\ud83d");
  }
}
