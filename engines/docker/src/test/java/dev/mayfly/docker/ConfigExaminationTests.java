package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examination says of the docker command's own folder. */
class ConfigExaminationTests {

  @TempDir Path folder;

  private List<Finding> examine(String... variables) {
    Map<String, String> all = new HashMap<>(Map.of("DOCKER_CONFIG", folder.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    return new ConfigExamination(name -> Optional.empty(), new Variables(all::get)).all();
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private void context(String name, String metadata) throws IOException {
    String hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    Path meta = Files.createDirectories(folder.resolve("contexts/meta").resolve(hash));
    Files.writeString(meta.resolve("meta.json"), metadata);
  }

  private static String leadingTo(String name, String host) {
    return "{\"Name\":\"%s\",\"Endpoints\":{\"docker\":{\"Host\":\"%s\"}}}".formatted(name, host);
  }

  @Test
  void without_a_folder_there_is_the_default_context_and_no_helper() {
    List<Finding> findings = examine();

    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(findings.get(0).words()).startsWith("default (current) -> ");
    assertThat(findings.get(1).words()).isEqualTo("no credential helper is configured");
  }

  @Test
  void each_context_is_told_with_where_it_leads_and_which_is_current() throws IOException {
    config("{\"currentContext\":\"build-box\"}");
    context("build-box", leadingTo("build-box", "ssh://me@build-box"));
    context("lab", leadingTo("lab", "unix:///run/lab.sock"));

    Finding contexts = examine("DOCKER_HOST", "tcp://example:2375").get(0);

    assertThat(contexts.words().lines())
        .containsExactly(
            "build-box (current) -> ssh://me@build-box",
            "default -> tcp://example:2375",
            "lab -> unix:///run/lab.sock");
    assertThat(contexts.facts())
        .containsEntry("current", "build-box")
        .containsEntry("overridden", List.of("DOCKER_HOST"));
  }

  @Test
  void a_context_that_leads_nowhere_is_told_with_its_reason() throws IOException {
    context("broken", "{\"Name\":\"broken\",\"Endpoints\":{}}");

    Finding contexts = examine().get(0);

    assertThat(contexts.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(contexts.words()).contains("broken -> nowhere: ", "Endpoints.docker");
    assertThat(contexts.fix()).contains("docker context rm");
  }

  @Test
  void a_configuration_that_can_not_be_read_is_bad() throws IOException {
    config("{\"currentContext\":");

    assertThat(examine())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
              assertThat(finding.words()).contains("config.json", "Correct or remove it");
            });
  }

  @Test
  void a_helper_that_is_not_there_is_told_with_the_file_that_names_it() throws IOException {
    config("{\"credHelpers\":{\"example.org\":\"no-such-helper\"}}");

    Finding helper = examine().get(1);

    assertThat(helper.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(helper.words())
        .startsWith("docker-credential-no-such-helper (example.org) can't be run");
    assertThat(helper.fix()).contains("config.json", "PATH");
    assertThat(helper.facts()).containsEntry("registry", "example.org");
  }
}
