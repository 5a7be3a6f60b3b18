package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.PresentImage;
import dev.mayfly.PullPolicy;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images a session pulls, and under which names. */
class ImagesTests {

  private static final String MIRROR = "mayfly.images.mirror.docker.io";

  @TempDir private Path folder;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<Containers> open = new ArrayList<>();

  /** A policy of a user's. */
  public static final class OnlyOurs implements PullPolicy {
    @Override
    public boolean pulls(ImageName name, Optional<PresentImage> present) {
      return name.repository().startsWith("ours/");
    }
  }

  private Containers session(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("mayfly.build.dir", folder.resolve("builds").toString()));
    Containers session = QuietSession.on(engine, all.toArray(String[]::new));
    open.add(session);
    return session;
  }

  @AfterEach
  void close() {
    open.forEach(Containers::close);
  }

  private static ContainerSpec spec(String image) {
    return ContainerSpec.of(image).readyWhen(running());
  }

  private List<String> pulled() {
    return engine.calls().stream().filter(call -> call.startsWith("pull ")).toList();
  }

  private ImageBuild dockerfile(String text) throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), text);
    return ImageBuild.of(folder);
  }

  @Test
  void a_description_says_its_own() {
    // tag::own[]
    ContainerSpec app =
        ContainerSpec.of("registry.corp/team/app:main")
            .pull(PullPolicy.olderThan(Duration.ofHours(12)));
    // end::own[]

    assertThat(app.pull()).isEqualTo(PullPolicy.olderThan(Duration.ofHours(12)));
  }

  @Test
  void a_containers_own_policy_counts_before_that_of_all() {
    engine.registry("redis:7");
    engine.registry("postgres:15");
    Containers session = session("mayfly.pull", "never");

    session.start(spec("redis:7").pull(PullPolicy.missing()));

    assertThat(pulled()).containsExactly("pull redis:7");
    assertThatThrownBy(() -> session.start(spec("postgres:15")))
        .hasMessageContaining(
            "Image postgres:15 is not on the engine, and mayfly.pull is \"never\".");
    assertThatThrownBy(() -> session().start(spec("postgres:15").pull(PullPolicy.never())))
        .hasMessageContaining("and its own pull policy, never, does not pull it.");
  }

  @Test
  void what_is_there_is_pulled_once_a_session_if_always_is_wanted() {
    engine.image("redis:7");
    engine.registry("redis:7");
    Containers session = session("mayfly.pull", "always");

    session.start(spec("redis:7"));
    session.start(spec("redis:7"));

    assertThat(pulled()).containsExactly("pull redis:7");
  }

  @Test
  void what_was_pulled_by_any_session_is_young_enough_for_the_next() {
    engine.registry("redis:7");
    session().start(spec("redis:7"));

    session("mayfly.pull", "older-than:1h").start(spec("redis:7"));
    assertThat(pulled()).hasSize(1);

    session("mayfly.pull", "older-than:1ms").start(spec("redis:7"));
    assertThat(pulled()).hasSize(2);
  }

  @Test
  void an_image_whose_age_nobody_knows_is_pulled_once() {
    engine.image("redis:7");
    engine.registry("redis:7");
    ContainerSpec daily = spec("redis:7").pull(PullPolicy.olderThan(Duration.ofDays(1)));

    session().start(daily);
    session().start(daily);

    assertThat(pulled()).hasSize(1);
  }

  @Test
  void a_policy_of_the_users_own_is_a_class_or_an_object() {
    engine.registry("ours/app:1");
    engine.registry("redis:7");
    Containers session = session("mayfly.pull", OnlyOurs.class.getName());

    session.start(spec("ours/app:1"));

    assertThatThrownBy(() -> session.start(spec("redis:7")))
        .hasMessageContaining("not on the engine");
    session.start(spec("redis:7").pull((name, present) -> present.isEmpty()));
    assertThat(pulled()).containsExactly("pull ours/app:1", "pull redis:7");
  }

  @Test
  void a_class_that_is_no_policy_is_refused() {
    assertThatThrownBy(() -> session("mayfly.pull", "com.example.Missing"))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("com.example.Missing", "ClassNotFoundException");
    assertThatThrownBy(() -> session("mayfly.pull", "java.lang.Object"))
        .hasMessageContaining("a dev.mayfly.PullPolicy");
    assertThatThrownBy(() -> session("mayfly.pull", "older-than:soon"))
        .hasMessageContaining("it must be missing, always, never, older-than:24h");
  }

  @Test
  void a_policys_class_is_not_run_by_who_reads_the_settings() {
    Settings settings = Settings.of(Map.of("mayfly.pull", "com.example.Missing"));

    settings.requireReadable();

    assertThatThrownBy(settings::pullPolicy).hasMessageContaining("ClassNotFoundException");
  }

  @Test
  void neither_a_digest_that_is_there_nor_an_id_is_pulled_anew() {
    String id = engine.findImage(named("redis:7")).map(image -> image.id()).orElseThrow();
    engine.image("redis@" + id);
    Containers session = session("mayfly.pull", "always");

    session.start(spec("redis@" + id));
    session.start(spec(id));

    assertThat(pulled()).isEmpty();
  }

  private ImageName named(String image) {
    engine.image(image);
    return ImageName.parse(image);
  }

  @Test
  void a_container_is_made_of_the_mirrors_image() {
    engine.registry("registry.corp/hub/library/redis:7");
    Containers session = session(MIRROR, "registry.corp/hub");

    session.start(spec("redis:7"));

    assertThat(pulled()).containsExactly("pull registry.corp/hub/library/redis:7");
    assertThat(engine.findImage(ImageName.parse("redis:7"))).isEmpty();
  }

  @Test
  void a_pull_that_fails_names_both() {
    assertThatThrownBy(() -> session(MIRROR, "registry.corp/hub").start(spec("redis:7")))
        .hasMessageContainingAll(
            "Image registry.corp/hub/library/redis:7, which stands for redis:7 by " + MIRROR + ",",
            "is not on the engine and can't be pulled.",
            "log in (docker login registry.corp)");
  }

  @Test
  void what_the_mirror_does_not_know_and_the_engine_has_keeps_its_name() {
    engine.image("redis:7");
    engine.failNext("pullImage", new EngineException(404, "manifest unknown"));

    session(MIRROR, "registry.corp/hub").start(spec("redis:7"));

    assertThat(pulled()).containsExactly("pull registry.corp/hub/library/redis:7");
  }

  @Test
  void a_start_that_fails_says_which_image_it_was() {
    engine.registry("registry.corp/hub/library/app:1").logs("no").exits(1);

    assertThatThrownBy(
            () ->
                session(MIRROR, "registry.corp/hub")
                    .start(ContainerSpec.of("app:1").readyWhen(log("yes"))))
        .hasMessageContainingAll(
            "app:1 did not start", "named: registry.corp/hub/library/app:1, by " + MIRROR);
  }

  @Test
  void the_base_of_a_build_follows_the_rules_and_the_policy_too() throws IOException {
    engine.registry("registry.corp/hub/library/app:1");
    ContainerSpec built =
        ContainerSpec.of(dockerfile("FROM app:1\nEXPOSE 80\n")).readyWhen(running());

    session(MIRROR, "registry.corp/hub").start(built);

    assertThat(pulled()).containsExactly("pull registry.corp/hub/library/app:1");
    assertThatThrownBy(() -> session("mayfly.pull", "never").start(built))
        .hasMessageContainingAll(
            "Can't build the image built from " + folder.resolve("Dockerfile"),
            "which is based on it: Image app:1 is not on the engine, and mayfly.pull is \"never\".");
  }

  @Test
  void what_is_built_is_called_as_it_is_under_a_mirror() throws IOException {
    engine.image("app:1");
    engine.registry("registry.corp/hub/library/app:1");
    ContainerSpec built = ContainerSpec.of(dockerfile("FROM app:1\n")).readyWhen(running());

    session(MIRROR, "registry.corp/hub").start(built);

    assertThat(engine.calls()).anyMatch(call -> call.startsWith("build mayfly-build/"));
  }

  @Test
  void a_name_that_leads_to_another_image_while_the_session_goes_on_is_noticed()
      throws IOException {
    engine.registry("redis:7");
    Path report = folder.resolve("report");
    Containers session = session("mayfly.report", "json", "mayfly.report.dir", report.toString());
    session.start(spec("redis:7"));
    engine.moveInRegistry("redis:7");
    engine.pullImage(ImageName.parse("redis:7"), null, line -> {});

    session.start(spec("redis:7"));

    session.close();

    try (Stream<Path> files = Files.walk(report)) {
      assertThat(files.filter(Files::isRegularFile))
          .anySatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .contains("another image of that name than before: sha256:"));
    }
  }

  @Test
  void only_an_engine_elsewhere_is_asked_which_processor_it_has() {
    engine.image("redis:7");
    engine.address("tcp://build-box:2375").failNext("info", new EngineException(500, "asked"));
    session().start(spec("redis:7"));
    assertThat(engine.info().architecture()).isEqualTo("amd64");

    Assumptions.assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    engine.address("unix:///run/docker.sock").failNext("info", new EngineException(500, "asked"));
    session().start(spec("redis:7"));
    assertThatThrownBy(engine::info).hasMessage("asked");
  }

  @Test
  void a_pull_that_fails_for_what_may_pass_is_tried_as_often_as_is_set() {
    engine.registry("redis:7");
    engine.failNext("pullImage", new EngineException(500, "unexpected EOF"));

    assertThatThrownBy(() -> session("mayfly.pull.attempts", "1").start(spec("redis:7")))
        .hasMessageContaining("unexpected EOF");

    assertThat(pulled()).hasSize(1);
  }
}
