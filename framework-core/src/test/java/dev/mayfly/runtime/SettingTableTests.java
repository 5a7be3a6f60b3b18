package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** All settings are documented, and their defaults can be read. */
class SettingTableTests {

  private static final Path GUIDE = Path.of("..", "docs", "guide", "settings.md");

  static final List<Setting<?>> ALL = SettingTable.ALL;

  @Test
  void the_guide_has_each_setting_with_its_default_and_what_it_means() throws IOException {
    List<String> documented =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("| `mayfly."))
            .map(SettingTableTests::withoutMarkup)
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(ALL.stream().map(SettingTableTests::row).toList());
  }

  private static String row(Setting<?> setting) {
    String standard = setting.standard().isEmpty() ? "" : setting.standard() + " ";
    return "| " + setting.name() + " | " + standard + "| " + setting.help() + " |";
  }

  private static String withoutMarkup(String line) {
    return line.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void a_default_can_be_read(Setting<?> setting) {
    if (!setting.standard().isEmpty()) {
      assertThat(setting.read(setting.name(), setting.standard())).isNotNull();
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void a_name_stands_for_its_own_setting(Setting<?> setting) {
    assertThat(SettingTable.called(setting.name(), name -> name)).contains(setting);
    assertThat(SettingTable.called(Setting.variable(setting.name()), Setting::variable))
        .contains(setting);
  }
}
