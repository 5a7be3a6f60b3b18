package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.SettingValue;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What editors read to complete and explain settings in {@code junit-platform.properties}. */
class EditorMetadataTests {

  private static final String FILE = "/META-INF/junit-platform-configuration-metadata.json";

  private static JsonNode metadata() throws IOException {
    try (InputStream in = MayflyExtension.class.getResourceAsStream(FILE)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static String sentence(String help) {
    return Character.toUpperCase(help.charAt(0)) + help.substring(1) + ".";
  }

  @Test
  void it_has_all_settings_as_they_are_explained() throws IOException {
    List<String> known =
        Settings.of(Map.of()).explain().stream().map(EditorMetadataTests::line).toList();

    assertThat(metadata().path("properties"))
        .extracting(
            each ->
                each.path("name").asText()
                    + " = "
                    + each.path("defaultValue").asText()
                    + ": "
                    + each.path("description").asText())
        .containsExactlyElementsOf(known);
  }

  private static String line(SettingValue setting) {
    return setting.name() + " = " + setting.value() + ": " + sentence(setting.help());
  }

  @TestFactory
  List<DynamicTest> each_value_that_is_offered_can_be_read() throws IOException {
    return StreamSupport.stream(metadata().path("hints").spliterator(), false)
        .flatMap(
            hint ->
                StreamSupport.stream(hint.path("values").spliterator(), false)
                    .map(value -> Map.of(hint.path("name").asText(), value.path("value").asText())))
        .map(
            setting ->
                DynamicTest.dynamicTest(
                    setting.toString(),
                    () -> Containers.on(new InMemoryEngine(), Settings.of(setting)).close()))
        .toList();
  }
}
