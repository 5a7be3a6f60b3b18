package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a project, and what is made of it; no engine is needed for either. */
@NeedsCompose
class ProjectModelTests {

  private static final ProjectOptions SHOP = ProjectOptions.of("projects/shop/compose.yml");
  private static final ProjectOptions RICH =
      ProjectOptions.of("projects/rich/compose.yml").env("TOKEN", "fromenvironment");

  private static JsonNode rewritten(ProjectOptions options) throws Exception {
    Rewriting rewriting =
        new Rewriting(
            ProjectModel.read(options),
            "p1",
            Map.of("dev.mayfly.session", "abc", "dev.mayfly.place", "a $place"),
            "127.0.0.1",
            Map.of());
    return new ObjectMapper().readTree(rewriting.json(Map.of("db", List.of("shop-db"))));
  }

  @Test
  void a_service_is_described_by_what_the_file_says() {
    ContainerSpec db = ProjectModel.read(SHOP).service("db").spec("postgres:15");

    assertThat(db.env()).containsEntry("POSTGRES_PASSWORD", "opensesame");
    assertThat(db.ports()).containsExactly(Port.tcp(5432));
    assertThat(db.readiness()).isEqualTo(ReadyWhen.usual());
    assertThat(db.toString()).doesNotContain("opensesame");
  }

  @Test
  void names_and_ports_are_freed() throws Exception {
    JsonNode db = rewritten(SHOP).path("services").path("db");

    assertThat(db.has("container_name")).isFalse();
    assertThat(db.path("ports").toString())
        .isEqualTo(
            "[{\"mode\":\"ingress\",\"target\":5432,\"protocol\":\"tcp\","
                + "\"host_ip\":\"127.0.0.1\"}]");
    assertThat(db.path("networks").path("default").path("aliases").toString())
        .isEqualTo("[\"shop-db\",\"shop-database\"]");
    assertThat(rewritten(SHOP).path("networks").path("default").path("name").asText())
        .isEqualTo("compose-p1_default");
  }

  @Test
  void everything_that_is_created_is_labelled() throws Exception {
    JsonNode rich = rewritten(RICH);

    for (String kind : List.of("services", "networks", "volumes")) {
      assertThat(rich.path(kind))
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(one.path("labels").path("dev.mayfly.session").asText()).isEqualTo("abc");
                assertThat(one.path("labels").path("dev.mayfly.place").asText())
                    .isEqualTo("a $$place");
              });
    }
    assertThat(rich.path("volumes").path("data").path("name").asText()).isEqualTo("p1_data");
    assertThat(
            rewritten(ProjectOptions.of("projects/built/compose.yml"))
                .at("/services/page/build/labels/dev.mayfly.session")
                .asText())
        .isEqualTo("abc");
    assertThat(
            rewritten(ProjectOptions.of("projects/built/compose.yml"))
                .at("/services/page/build/labels/com.docker.compose.project")
                .asText())
        .isEqualTo("p1");
  }

  @Test
  void an_image_that_is_built_takes_no_name_of_another() throws Exception {
    assertThat(
            rewritten(ProjectOptions.of("projects/built/compose.yml"))
                .at("/services/page/image")
                .asText())
        .isEqualTo("p1-page");
    assertThat(
            rewritten(ProjectOptions.of("projects/built/compose.yml"))
                .at("/services/page/pull_policy")
                .asText())
        .isEqualTo("build");
  }

  @Test
  void a_health_check_is_asked_each_second_and_given_up_after_the_same_time() throws Exception {
    JsonNode check = rewritten(SHOP).at("/services/db/healthcheck");

    assertThat(check.path("interval").asText()).isEqualTo("1s");
    assertThat(check.path("retries").asInt()).isEqualTo(50);
  }

  @Test
  void nothing_else_starts_a_container_again() throws Exception {
    JsonNode app = rewritten(RICH).at("/services/app");

    assertThat(app.has("restart")).isFalse();
    assertThat(app.has("depends_on")).isFalse();
    assertThat(ProjectModel.read(RICH).service("app").needs()).containsExactly("migrate");
    assertThat(ProjectModel.read(RICH).service("beside").needs()).containsExactly("app");
  }

  @Test
  void secrets_and_configs_are_files_that_are_copied() throws Exception {
    ContainerSpec app = ProjectModel.read(RICH).service("app").spec("busybox:1.35");

    assertThat(app.files())
        .extracting(file -> file.containerPath())
        .containsExactly("/run/secrets/token", "/run/secrets/other", "/etc/settings.conf");
    assertThat(app.files().get(1).mode()).isEqualTo(0400);
    assertThat(app.secrets().mask("tokensecret1 fromenvironment"))
        .doesNotContain("tokensecret1", "fromenvironment");
    assertThat(rewritten(RICH).at("/services/app/secrets")).isEmpty();
    assertThat(rewritten(RICH).at("/services/app/configs")).isEmpty();
  }

  @Test
  void a_secret_of_the_environment_may_come_from_a_file_of_variables() throws Exception {
    ProjectOptions options =
        ProjectOptions.of("projects/rich/compose.yml").envFile("projects/rich/token.env");

    ContainerSpec app = ProjectModel.read(options).service("app").spec("busybox:1.35");

    assertThat(app.secrets().mask("it is from-afile")).doesNotContain("from-afile");
    assertThat(rewritten(options).toString()).doesNotContain("from-afile");
    assertThat(
            ProjectModel.read(RICH.env("TOKEN", "a$b${c}$$"))
                .service("app")
                .spec("x")
                .secrets()
                .mask("a$b${c}$$"))
        .doesNotContain("a$b");
  }

  @Test
  void a_secret_of_a_variable_that_is_not_set_is_an_error_that_names_it() {
    assertThatThrownBy(() -> ProjectModel.read(ProjectOptions.of("projects/rich/compose.yml")))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("TOKEN", "secret fromenv is its value");
  }

  @Test
  void ports_are_opened_and_waited_for_only_where_an_engine_can_open_them() throws Exception {
    ProjectOptions places = ProjectOptions.of("projects/places/compose.yml");
    ProjectModel model = ProjectModel.read(places);
    JsonNode services = rewritten(places).path("services");

    for (String name : List.of("host", "none", "beside", "inner")) {
      assertThat(model.service(name).spec("x").ports()).as(name).isEmpty();
      assertThat(services.path(name).has("ports")).as(name).isFalse();
    }
    assertThat(model.service("host").spec("x").readiness()).isEqualTo(ReadyWhen.usual().inARow(5));
    assertThat(model.service("none").spec("x").readiness()).isEqualTo(ReadyWhen.usual());
    assertThat(model.service("bridge").spec("x").ports()).containsExactly(Port.tcp(80));
    assertThat(services.path("bridge").path("ports")).hasSize(1);
    assertThat(model.service("outer").spec("x").ports())
        .containsExactlyInAnyOrder(Port.tcp(80), Port.udp(53));
  }

  @Test
  void one_that_others_wait_for_to_end_is_ready_when_it_has() {
    assertThat(ProjectModel.read(RICH).service("migrate").spec("x").readiness())
        .isEqualTo(ReadyWhen.exit(0));
  }

  @Test
  void one_of_which_nothing_is_known_has_to_run_for_a_while() {
    assertThat(ProjectModel.read(RICH).service("worker").spec("x").readiness())
        .isEqualTo(ReadyWhen.usual().inARow(5));
  }

  @Test
  void variables_files_and_overrides_are_resolved_by_compose() {
    ProjectOptions options = RICH.env("GREETING", "ciao").file("projects/rich/override.yml");

    assertThat(ProjectModel.read(options).service("app").spec("x").env())
        .containsEntry("GREETING", "ciao")
        .containsEntry("COLOUR", "red")
        .containsEntry("PRICE", "5$");
    assertThat(
            ProjectModel.read(RICH.envFile("projects/rich/other.env"))
                .service("app")
                .spec("x")
                .env())
        .containsEntry("GREETING", "salut")
        .containsEntry("COLOUR", "blue");
  }

  @Test
  void what_is_named_has_to_be_there() {
    assertThatThrownBy(() -> ProjectModel.read(SHOP.scale("wbe", 2)))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll(
            "no service \"wbe\"; it has [cache, db, web]", "Did you mean \"web\"?");
    assertThatThrownBy(() -> ProjectModel.read(RICH.readyWhen("extra", ReadyWhen.running())))
        .hasMessageContaining("profile(\"more\")");
    assertThat(ProjectModel.read(RICH.profile("more")).names()).contains("extra");
  }

  @Test
  void a_profile_that_no_service_has_is_told_with_those_that_there_are() {
    assertThatThrownBy(() -> ProjectModel.read(RICH.profile("more").profile("moer")))
        .isInstanceOf(DeclarationException.class)
        .hasMessage(
            "projects/rich/compose.yml has no profile \"moer\"; it has [more]."
                + " Did you mean \"more\"?");
    assertThatThrownBy(() -> ProjectModel.read(SHOP.profile("more")))
        .hasMessageEndingWith("has no profile \"more\"; it has none.");
    assertThat(ProjectModel.read(RICH.profile("*")).names()).contains("extra");
  }

  @Test
  void a_dependency_that_is_not_required_is_left_away_with_its_profile() {
    ProjectOptions options = ProjectOptions.of("projects/optional/compose.yml");

    assertThat(ProjectModel.read(options).names()).containsExactly("web");
    assertThat(ProjectModel.read(options).service("web").needs()).isEmpty();
    assertThat(ProjectModel.read(options.profile("data")).service("web").needs())
        .containsExactly("db");
    assertThatThrownBy(() -> ProjectModel.read(ProjectOptions.of("projects/faults/undefined.yml")))
        .hasMessageContainingAll("undefined service \"db\"", "try: choose the profile", "\"db\"");
  }

  @Test
  void files_are_read_once_but_for_those_that_could_not_be(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("compose.yml");
    ProjectReading reading = new ProjectReading(ProjectOptions.of(file.toString()));
    assertThatThrownBy(reading::model).hasMessageContaining("there is no file");
    Files.writeString(file, "services: {a: {image: busybox:1.35}}");

    ProjectModel model = reading.model();
    Files.delete(file);

    assertThat(reading.model()).isSameAs(model);
  }

  @Test
  void a_file_that_is_not_there_is_told_with_the_places_where_it_was_looked_for() {
    assertThatThrownBy(() -> ProjectModel.read(ProjectOptions.of("nothing.yml")))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("there is no file /", "/nothing.yml", "class path");
    assertThatThrownBy(() -> ProjectModel.read(SHOP.file("over.yml")))
        .hasMessageContaining("/over.yml");
  }

  @Test
  void what_compose_refuses_is_told_in_its_words() {
    assertThatThrownBy(() -> ProjectModel.read(ProjectOptions.of("projects/faults/typo.yml")))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll(
            "projects/faults/typo.yml",
            "services.bad",
            "enviroment",
            "\n  try: correct the name in the file");
    assertThatThrownBy(() -> ProjectModel.read(ProjectOptions.of("projects/faults/required.yml")))
        .hasMessageContainingAll(
            "required.yml",
            "MAYFLY_ABSENT",
            "give me a value",
            "try: give it a value: env(\"MAYFLY_ABSENT\", …)");
  }
}
