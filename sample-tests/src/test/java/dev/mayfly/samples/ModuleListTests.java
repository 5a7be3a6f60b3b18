package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user looks a module up in knows all of them. */
class ModuleListTests {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>([a-z0-9]+)</module>");

  static List<String> modules() throws IOException {
    return MODULE
        .matcher(text("modules/pom.xml"))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void each_module_is_in_the_bom_the_readme_and_the_guide(String module) throws IOException {
    assertThat(text("bom/pom.xml")).contains("<artifactId>mayfly-" + module + "</artifactId>");
    assertThat(text("sample-tests/pom.xml"))
        .as("what ArchitectureTests look at is built before them")
        .contains("<artifactId>mayfly-" + module + "</artifactId>");
    assertThat(text("README.md")).contains("[`mayfly-" + module + "`](modules/" + module + "/");
    assertThat(text("docs/guide/modules.md")).contains("[`mayfly-" + module + "`](../../modules/");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void each_default_image_is_in_the_tables_and_has_a_stand_in(String module) throws IOException {
    List<String> images = defaultImages(module);
    assertThat(images).allSatisfy(image -> assertThat(text("README.md")).contains(image));
    assertThat(images)
        .allSatisfy(image -> assertThat(text("docs/guide/modules.md")).contains(image));
    assertThat(images)
        .allSatisfy(image -> assertThat(text("testing/images/images.list")).contains(image));
  }

  private static List<String> defaultImages(String module) throws IOException {
    Pattern image = Pattern.compile("return of\\(\"([^\"]+)\"\\);");
    try (Stream<Path> files = Files.walk(ROOT.resolve("modules/" + module + "/src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith("Container.java"))
          .flatMap(file -> image.matcher(DocumentPage.read(file).text()).results())
          .map(found -> found.group(1))
          .toList();
    }
  }
}
