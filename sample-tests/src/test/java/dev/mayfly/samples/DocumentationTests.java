package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation shows code that runs, names settings that exist, and links to what is there.
 */
class DocumentationTests {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SETTING_IN_CODE = Pattern.compile("\"(mayfly\\.[a-z0-9.]+)\"");
  private static final Pattern SETTING_IN_TABLE =
      Pattern.compile("(?m)^\\| `(mayfly\\.[a-z0-9.]+)`");

  static Stream<DocumentPage> pages() throws IOException {
    Stream<Path> first =
        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve);
    return Stream.of(
            first.map(DocumentPage::read),
            modules(),
            DocumentPage.below(ROOT.resolve("docs")).stream())
        .flatMap(pages -> pages);
  }

  private static Stream<DocumentPage> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
      return folders
          .map(folder -> folder.resolve("README.md"))
          .filter(Files::exists)
          .sorted()
          .map(DocumentPage::read)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void code_is_included_from_files_that_are_tested(DocumentPage page) {
    for (DocumentPage.Block block : page.blocks()) {
      if (!block.source().isEmpty()) {
        assertThat(block.code())
            .as("%s shows %s", ROOT.relativize(page.path()), block.source())
            .isEqualTo(SourceRegion.read(ROOT, block.source()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_java_block_says_where_it_is_included_from(DocumentPage page) {
    assertThat(page.blocks())
        .filteredOn(block -> block.language().equals("java"))
        .allSatisfy(block -> assertThat(block.source()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void relative_links_lead_to_files(DocumentPage page) {
    assertThat(page.linkedFiles()).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void the_readme_and_the_guide_show_code() throws IOException {
    List<DocumentPage.Block> shown =
        pages()
            .flatMap(page -> page.blocks().stream())
            .filter(DocumentationTests::isIncluded)
            .toList();

    assertThat(shown)
        .extracting(block -> block.page().getFileName())
        .contains(Path.of("README.md"));
    assertThat(shown).hasSizeGreaterThan(10);
  }

  private static boolean isIncluded(DocumentPage.Block block) {
    return !block.source().isEmpty();
  }

  @Test
  void the_table_of_settings_has_what_the_code_reads() throws IOException {
    Set<String> read = new TreeSet<>();
    for (String folder : List.of("framework-core", "junit5-extension")) {
      read.addAll(settingsRead(ROOT.resolve(folder).resolve("src/main/java")));
    }
    String table = Files.readString(ROOT.resolve("docs/guide/settings.md"));

    assertThat(names(SETTING_IN_TABLE, table)).isEqualTo(read);
  }

  @Test
  void a_session_keeps_the_value_of_each_setting() throws IOException {
    Set<String> all =
        names(SETTING_IN_TABLE, Files.readString(ROOT.resolve("docs/guide/settings.md")));
    Map<String, String> values = all.stream().collect(Collectors.toMap(name -> name, name -> "1"));

    assertThat(Settings.of(values).values()).isEqualTo(values);
  }

  private static Set<String> settingsRead(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> names(SETTING_IN_CODE, DocumentPage.read(file).text()).stream())
          .filter(name -> !List.of("mayfly.properties", "mayfly.lock").contains(name)) // files
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
