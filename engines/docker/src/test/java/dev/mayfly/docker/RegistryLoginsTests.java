package dev.mayfly.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the login for a registry comes from. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the made-up programs are shell scripts")
class RegistryLoginsTests {

  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void a_home_of_its_own() {
    variables.put("HOME", home.toString());
    variables.put("PATH", home.resolve("bin").toString());
  }

  private RegistryLogins.Found find(String image) {
    return new RegistryLogins(new Variables(variables::get)).of(ImageName.parse(image));
  }

  private String login(String image) {
    return find(image)
        .login()
        .map(one -> one.user() + "/" + one.password() + "/" + one.identityToken())
        .orElse("none");
  }

  private Path file(String name, String json) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, json);
  }

  private void config(String json) throws IOException {
    file(".docker/config.json", json);
  }

  private void program(String name, String script) throws IOException {
    Path program = file("bin/docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String auth(String userAndPassword) {
    return "{\"auth\":\""
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8))
        + "\"}";
  }

  private static String auths(String server, String entry) {
    return "{\"auths\":{\"" + server + "\":" + entry + "}}";
  }

  @Test
  void without_any_there_is_none() {
    assertThat(find("ghcr.io/team/shop:1"))
        .isEqualTo(new RegistryLogins.Found(java.util.Optional.empty(), "none for ghcr.io"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, redis:7",
    "docker.io, team/shop:1",
    "ghcr.io, ghcr.io/team/shop:1",
    "https://ghcr.io, ghcr.io/team/shop:1",
    "https://ghcr.io/v2/, ghcr.io/team/shop:1",
    "https://ghcr.io/artifactory/x, ghcr.io/team/shop:1",
    "localhost:5000, localhost:5000/shop:1",
    "quay.io/team, quay.io/team/shop:1"
  })
  void a_login_that_is_written_down_is_found_by_its_registry(String server, String image)
      throws IOException {
    config(auths(server, auth("ann:s:cret")));
    assertThat(login(image)).isEqualTo("ann/s:cret/");
    assertThat(find(image).words())
        .isEqualTo("as \"ann\", from " + home.resolve(".docker/config.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:7", "quay.io/other/shop:1", "notghcr.io/team/shop:1"})
  void and_by_no_other(String image) throws IOException {
    config(
        "{\"auths\":{\"ghcr.io\":%s,\"quay.io/team\":%s}}".formatted(auth("ann:1"), auth("bob:2")));
    assertThat(login(image)).isEqualTo("none");
  }

  @Test
  void the_login_of_what_is_nearer_comes_first() throws IOException {
    config(
        "{\"auths\":{\"quay.io\":%s,\"quay.io/team\":%s}}".formatted(auth("ann:1"), auth("bob:2")));
    assertThat(login("quay.io/team/shop:1")).isEqualTo("bob/2/");
    assertThat(login("quay.io/shop:1")).isEqualTo("ann/1/");
  }

  @Test
  void an_identity_token_stands_for_user_and_password() throws IOException {
    config(auths("ghcr.io", "{\"identitytoken\":\"t0ken\"}"));
    assertThat(login("ghcr.io/a:1")).isEqualTo("//t0ken");
  }

  @Test
  void a_variable_comes_before_files() throws IOException {
    config(auths("ghcr.io", auth("file:1")));
    variables.put("DOCKER_AUTH_CONFIG", auths("ghcr.io", auth("variable:2")));
    assertThat(login("ghcr.io/a:1")).isEqualTo("variable/2/");
    assertThat(find("ghcr.io/a:1").words()).isEqualTo("as \"variable\", from DOCKER_AUTH_CONFIG");
  }

  @Test
  void podmans_file_comes_after_dockers() throws IOException {
    file(".config/containers/auth.json", auths("ghcr.io", auth("podman:1")));
    assertThat(login("ghcr.io/a:1")).isEqualTo("podman/1/");
    config(auths("ghcr.io", auth("docker:1")));
    assertThat(login("ghcr.io/a:1")).isEqualTo("docker/1/");
  }

  @Test
  void the_helper_of_a_registry_comes_before_the_usual_one() throws IOException {
    program(
        "own",
        "read server; echo \"{\\\"Username\\\":\\\"own\\\",\\\"Secret\\\":\\\"$1 $server\\\"}\"");
    program("usual", "echo '{\"Username\":\"<token>\",\"Secret\":\"t0ken\"}'");
    config("{\"credsStore\":\"usual\",\"credHelpers\":{\"ghcr.io\":\"own\"}}");
    assertThat(login("ghcr.io/a:1")).isEqualTo("own/get ghcr.io/");
    assertThat(login("redis:7")).isEqualTo("//t0ken");
    assertThat(find("redis:7").words())
        .isEqualTo(
            "by a token, from docker-credential-usual of " + home.resolve(".docker/config.json"));
  }

  @Test
  void the_hub_has_its_own_name_for_helpers() throws IOException {
    program(
        "usual",
        "read server; echo \"{\\\"Username\\\":\\\"u\\\",\\\"Secret\\\":\\\"$server\\\"}\"");
    config("{\"credsStore\":\"usual\"}");
    assertThat(login("redis:7")).isEqualTo("u/https://index.docker.io/v1//");
  }

  @Test
  void a_helper_that_has_none_is_no_trouble() throws IOException {
    program("usual", "echo 'credentials not found in native keychain'; exit 1");
    config("{\"credsStore\":\"usual\"}");
    assertThat(find("redis:7").words())
        .isEqualTo("none for docker.io in " + home.resolve(".docker/config.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo the keychain is locked; exit 3 | it ends with 3: the keychain is locked",
        "echo 's3cret junk' | it prints no login, and no JSON",
        "echo '{\"Username\":\"ann\"}' | it prints a login without Username or Secret"
      })
  void a_helper_that_fails_is_named_and_nothing_it_printed_as_a_login_is_shown(
      String script, String problem) throws IOException {
    program("sick", script);
    config("{\"credHelpers\":{\"ghcr.io\":\"sick\"}}");
    assertThat(find("ghcr.io/a:1").words())
        .contains("docker-credential-sick, which ", "config.json names", "for ghcr.io: " + problem)
        .doesNotContain("s3cret");
  }

  @Test
  void a_helper_that_fails_hides_nothing_that_is_written_down() throws IOException {
    config("{\"credsStore\":\"no-such-one\",\"auths\":{\"ghcr.io\":" + auth("ann:s:cret") + "}}");
    assertThat(login("ghcr.io/a:1")).isEqualTo("ann/s:cret/");
  }

  @Test
  void the_hub_is_called_by_its_address_however_its_login_is_written_down() throws IOException {
    config(auths("docker.io", auth("ann:1")));
    assertThat(find("redis:7").login().orElseThrow().server())
        .isEqualTo("https://index.docker.io/v1/");
  }

  @Test
  void a_path_with_what_is_no_folder_is_gone_through_all_the_same() throws IOException {
    program("usual", "echo '{\"Username\":\"ann\",\"Secret\":\"1\"}'");
    variables.put("PATH", "\0:/no/such/folder::" + home.resolve("bin"));
    config("{\"credsStore\":\"usual\"}");
    assertThat(login("redis:7")).isEqualTo("ann/1/");
  }

  @Test
  void a_helper_that_is_not_there_is_named() throws IOException {
    config("{\"credsStore\":\"no-such-one\"}");
    assertThat(find("redis:7").words()).contains("docker-credential-no-such-one", "can't be run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bm8gY29sb24=", "!!"})
  void an_entry_that_is_no_login_is_none(String auth) throws IOException {
    config(auths("ghcr.io", "{\"auth\":\"" + auth + "\"}"));
    assertThat(login("ghcr.io/a:1")).isEqualTo("none");
    if (!auth.isEmpty()) {
      assertThat(find("ghcr.io/a:1").words())
          .contains("the \"auth\" of ghcr.io in ", "is no user with a password");
    }
  }

  @Test
  void files_and_variables_that_can_not_be_read_are_named_and_others_still_asked()
      throws IOException {
    config("{\"auths\":");
    variables.put("DOCKER_AUTH_CONFIG", "s3cret, no JSON");
    assertThat(find("ghcr.io/a:1").words())
        .contains("DOCKER_AUTH_CONFIG can't be read", "config.json can't be read")
        .doesNotContain("s3cret");
    file(".config/containers/auth.json", auths("ghcr.io", auth("podman:1")));
    assertThat(login("ghcr.io/a:1")).isEqualTo("podman/1/");
  }
}
