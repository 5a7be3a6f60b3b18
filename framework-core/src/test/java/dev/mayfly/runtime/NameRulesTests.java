package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageName;
import dev.mayfly.ImageNameRule;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names images are asked for by. */
class NameRulesTests {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private final Map<String, String> settings = new HashMap<>();
  private final List<ImageNameRule> own = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private String builtHere = "";

  private NameRules rules() {
    return new NameRules(
        Settings.of(settings), () -> own, name -> name.toString().equals(builtHere), told::add);
  }

  private ImageAlias alias(String name) {
    return rules().of(ImageName.parse(name));
  }

  private String of(String name) {
    return alias(name).name().canonical();
  }

  private void mirror(String of, String place) {
    settings.put("mayfly.images.mirror." + of, place);
  }

  @Test
  void without_a_rule_names_stay() {
    assertThat(of("redis:7")).isEqualTo("docker.io/library/redis:7");
    assertThat(alias("redis:7").words()).isEqualTo("redis:7");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "redis,                       registry.corp/hub/library/redis:latest",
    "redis:7,                     registry.corp/hub/library/redis:7",
    "docker.io/library/redis:7,   registry.corp/hub/library/redis:7",
    "index.docker.io/team/app,    registry.corp/hub/team/app:latest",
    "quay.io/team/app:1,          quay.io/team/app:1",
    "registry.corp/hub/x:1,       registry.corp/hub/x:1",
  })
  void a_mirror_takes_the_place_of_a_registry(String asked, String name) {
    mirror("docker.io", "registry.corp/hub");

    assertThat(of(asked)).isEqualTo(name);
  }

  @Test
  void a_digest_goes_along_and_an_id_is_no_name() {
    mirror("docker.io", "registry.corp/hub");

    assertThat(of("redis:7@" + DIGEST)).isEqualTo("registry.corp/hub/library/redis:7@" + DIGEST);
    assertThat(of("redis@" + DIGEST)).isEqualTo("registry.corp/hub/library/redis@" + DIGEST);
    assertThat(of(DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void the_mirror_of_the_longest_part_counts() {
    mirror("docker.io", "registry.corp/hub");
    mirror("docker.io/team", "registry.corp/team");
    mirror("docker.io/team/app", "localhost:5000/our-app");
    mirror("docker.io/library/redis", "docker.io/library/redis");

    assertThat(of("postgres:15")).isEqualTo("registry.corp/hub/library/postgres:15");
    assertThat(of("team/other:1")).isEqualTo("registry.corp/team/other:1");
    assertThat(of("team/app:1")).isEqualTo("localhost:5000/our-app:1");
    assertThat(of("teams/app:1")).isEqualTo("registry.corp/hub/teams/app:1");
    assertThat(of("redis:7")).isEqualTo("docker.io/library/redis:7");
  }

  @Test
  void a_prefix_stands_before_whole_names_that_have_no_mirror() {
    settings.put("mayfly.images.prefix", "registry.corp/proxy/");
    mirror("quay.io", "registry.corp/quay");

    assertThat(of("redis:7")).isEqualTo("registry.corp/proxy/docker.io/library/redis:7");
    assertThat(of("ghcr.io/team/app:1")).isEqualTo("registry.corp/proxy/ghcr.io/team/app:1");
    assertThat(of("quay.io/team/app:1")).isEqualTo("registry.corp/quay/team/app:1");
    assertThat(of("registry.corp/proxy/x:1")).isEqualTo("registry.corp/proxy/x:1");
    assertThat(of("localhost/app:1")).isEqualTo("localhost/app:1");
    assertThat(of("localhost:5000/app:1")).isEqualTo("localhost:5000/app:1");
  }

  @Test
  void what_is_in_the_companys_registry_gets_no_prefix() {
    settings.put("mayfly.images.prefix", "registry.corp/proxy");
    mirror("quay.io", "mirror.corp/quay");
    mirror("docker.io/library/redis", "docker.io/library/redis");

    assertThat(of("registry.corp/hub/x:1")).isEqualTo("registry.corp/hub/x:1");
    assertThat(of("mirror.corp/team/x:1")).isEqualTo("mirror.corp/team/x:1");
    assertThat(of("redis:7")).isEqualTo("docker.io/library/redis:7");
    assertThat(of("postgres:15")).isEqualTo("registry.corp/proxy/docker.io/library/postgres:15");
  }

  @Test
  void the_hub_may_be_an_exception_of_the_prefix() {
    settings.put("mayfly.images.prefix", "registry.corp/proxy");
    mirror("docker.io", "docker.io");

    assertThat(of("redis:7")).isEqualTo("docker.io/library/redis:7");
    assertThat(of("team/app:1")).isEqualTo("docker.io/team/app:1");
    assertThat(of("quay.io/app:1")).isEqualTo("registry.corp/proxy/quay.io/app:1");
  }

  @Test
  void users_own_rules_come_first_one_after_the_other() {
    own.add(name -> ImageName.parse("ghcr.io/us/" + name.repository().replace('/', '-') + ":1"));
    own.add(name -> ImageName.parse(name.familiar() + "-hardened"));
    mirror("ghcr.io", "registry.corp/gh");

    ImageAlias alias = alias("redis:7");

    assertThat(alias.name()).hasToString("registry.corp/gh/us/library-redis:1-hardened");
    assertThat(alias.words())
        .startsWith("registry.corp/gh/us/library-redis:1-hardened, which stands for redis:7 by ")
        .endsWith("and mayfly.images.mirror.ghcr.io,");
  }

  // tag::rule[]
  public static final class Hardened implements ImageNameRule {
    @Override
    public ImageName apply(ImageName name) {
      return name.repository().equals("library/postgres")
          ? ImageName.parse("ghcr.io/us/hardened-" + name.familiar())
          : name;
    }
  }

  // end::rule[]

  @Test
  void rules_are_found_by_the_loader_of_the_tests(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ImageNameRule.class.getName()), Hardened.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader tests = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(tests);

      assertThat(NameRules.found()).singleElement().isInstanceOf(Hardened.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void a_rule_has_something_to_say_of_some_images_only() {
    own.add(new Hardened());

    assertThat(of("postgres:15")).isEqualTo("ghcr.io/us/hardened-postgres:15");
    assertThat(of("redis:7")).isEqualTo("docker.io/library/redis:7");
  }

  @Test
  void a_rule_that_fails_is_named() {
    own.add(
        name -> {
          throw new IllegalStateException("no list of images");
        });

    assertThatThrownBy(() -> of("redis:7"))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("asked for redis:7", "no list of images", getClass().getName());
  }

  @Test
  void what_was_built_here_keeps_its_name() {
    mirror("docker.io", "registry.corp/hub");
    builtHere = "my-app:1";

    assertThat(of("my-app:1")).isEqualTo("docker.io/library/my-app:1");
    assertThat(of("my-app:2")).isEqualTo("registry.corp/hub/library/my-app:2");
  }

  @Test
  void users_rules_are_not_asked_for_what_was_built_here() {
    own.add(
        name -> {
          throw new IllegalStateException("no list of images");
        });
    builtHere = "my-app:1";

    assertThat(of("my-app:1")).isEqualTo("docker.io/library/my-app:1");
  }

  @Test
  void each_change_is_logged_once() {
    mirror("docker.io", "registry.corp/hub");
    NameRules rules = rules();

    rules.of(ImageName.parse("redis:7"));
    rules.of(ImageName.parse("docker.io/redis:7"));

    assertThat(told)
        .containsExactly(
            "redis:7 is asked for as registry.corp/hub/library/redis:7,"
                + " by mayfly.images.mirror.docker.io");
  }

  @Test
  void a_mirror_may_be_set_as_an_environment_variable() {
    Settings environment =
        new Settings(
            List.of(
                SettingSource.environment(
                    Map.of(
                        "MAYFLY_IMAGES_MIRROR_DOCKER_IO",
                        "registry.corp/hub",
                        "MAYFLY_IMAGES_MIRROR_LOCALHOST_5000_TEAM",
                        "registry.corp/team"))));
    NameRules rules = new NameRules(environment, List::of, name -> false, told::add);

    environment.requireReadable();
    assertThat(rules.of(ImageName.parse("redis:7")).name())
        .hasToString("registry.corp/hub/library/redis:7");
    assertThat(rules.of(ImageName.parse("localhost:5000/team/app:1")).name())
        .hasToString("registry.corp/team/app:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://registry.corp", "hub", "registry.corp/Hub", "registry.corp/hub:1", "a b"})
  void what_is_no_place_for_images_is_refused(String place) {
    mirror("docker.io", place);
    settings.put("mayfly.images.prefix", place);

    assertThatThrownBy(() -> of("redis:7"))
        .isInstanceOf(DeclarationException.class)
        .hasMessage(
            "Setting mayfly.images.mirror.docker.io is \""
                + place
                + "\"; it must be a registry, with a path or without, such as registry.corp or"
                + " localhost:5000/hub.");
    assertThatThrownBy(() -> of("quay.io/app"))
        .hasMessageStartingWith("Setting mayfly.images.prefix is \"" + place + "\"");
  }
}
