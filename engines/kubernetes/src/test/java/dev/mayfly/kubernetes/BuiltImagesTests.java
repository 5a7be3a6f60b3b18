package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import dev.mayfly.Dockerfile;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.InMemoryEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a build is done where, and what is not done twice. */
class BuiltImagesTests {

  private static final String REPOSITORY = "registry.corp/mayfly-builds";
  private static final ImageBuild BUILD = ImageBuild.of(Dockerfile.of("FROM app:1\n"));

  private final InMemoryEngine builder = new InMemoryEngine();
  private final Set<String> askedAnew = new HashSet<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final BuiltImages images = images(builder, "linux/amd64");

  @BeforeEach
  void have_a_base() {
    builder.image("app:1");
  }

  private BuiltImages images(InMemoryEngine engine, String platform) {
    return new BuiltImages(
        REPOSITORY, new BuildEngine(() -> engine), new Images(platform), askedAnew::contains);
  }

  private static BuildRequest request(Supplier<String> key) {
    return new BuildRequest(
        BUILD,
        List.of(),
        Map.of(),
        ImageName.parse("mayfly-build/s:1"),
        Map.of("dev.mayfly.session", "s"),
        key);
  }

  private String build(String key) {
    return images.build(request(() -> key), output::add).id();
  }

  private List<String> calls(String word) {
    return builder.calls().stream().filter(call -> call.startsWith(word + " ")).toList();
  }

  @Test
  void what_is_built_is_in_the_registry_under_a_tag_of_its_own_and_not_on_the_builder() {
    String name = build("one");

    assertThat(name).matches("registry\\.corp/mayfly-builds:[0-9a-f]{40}-linux-amd64");
    assertThat(builder.digestInRegistry(ImageName.parse(name))).isPresent();
    assertThat(builder.findImage(ImageName.parse(name))).isEmpty();
    assertThat(builder.leftovers()).isEmpty();
  }

  @Test
  void no_session_is_written_down_in_the_image() {
    ImageName name = ImageName.parse(build("one"));

    builder.pullImage(name, null, line -> {});

    assertThat(builder.findImage(name).orElseThrow().labels())
        .containsOnlyKeys("dev.mayfly.built")
        .containsValue(name.tag().orElseThrow());
  }

  @Test
  void nothing_is_built_or_pushed_of_what_the_registry_has() {
    String first = build("one");

    assertThat(build("one")).isEqualTo(first);

    assertThat(calls("build")).hasSize(1);
    assertThat(calls("push")).hasSize(1);
    assertThat(output).last().asString().contains("Found", first);
  }

  @Test
  void another_key_is_another_image() {
    assertThat(build("one")).isNotEqualTo(build("two"));
    assertThat(calls("push")).hasSize(2);
  }

  @Test
  void files_that_change_while_they_are_built_are_built_again() {
    Iterator<String> keys = List.of("one", "two", "two", "two").iterator();

    String name = images.build(request(keys::next), output::add).id();

    assertThat(name).isEqualTo(build("two"));
    assertThat(calls("build")).hasSize(2);
    assertThat(calls("push")).hasSize(1);
  }

  @Test
  void files_that_never_rest_are_told() {
    int[] moment = new int[1];

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> images.build(request(() -> "key " + moment[0]++), output::add))
        .withMessageContaining("its files changed meanwhile");
    assertThat(calls("push")).isEmpty();
  }

  @Test
  void what_another_jvm_has_pushed_meanwhile_counts() {
    InMemoryEngine elsewhere = new InMemoryEngine();
    elsewhere.image("app:1");
    String name = images(elsewhere, "linux/amd64").build(request(() -> "one"), line -> {}).id();
    builder.failNext("pushImage", new EngineException(500, "does not exist locally"));

    ImageState image =
        images.build(
            request(() -> "one"),
            line -> {
              builder.registry(name);
            });

    assertThat(image.id()).isEqualTo(name);
  }

  @Test
  void a_push_that_is_refused_is_told_and_leaves_nothing_on_the_builder() {
    builder.failNext("pushImage", new EngineException(500, "denied"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build("one"))
        .withMessage("denied");
    assertThat(builder.leftovers()).isEmpty();
  }

  @Test
  void a_registry_that_does_not_tell_what_it_has_gets_what_is_built() {
    builder.failNext("digestInRegistry", new EngineException(403, "denied"));

    assertThat(builder.digestInRegistry(ImageName.parse(build("one")))).isPresent();
  }

  @Test
  void a_base_that_is_asked_for_anew_counts_as_its_registry_has_it() {
    builder.registry("app:1");
    askedAnew.add("app:1");
    String first = build("one");

    builder.moveInRegistry("app:1");

    assertThat(build("one")).isNotEqualTo(first);
    assertThat(calls("pull")).hasSize(2);
  }

  @Test
  void nodes_of_another_kind_than_the_builder_get_images_of_theirs() {
    BuiltImages others = images(builder, "linux/arm64");

    String name = others.build(request(() -> "one"), output::add).id();

    assertThat(builder.lastBuild().build().platform()).isEqualTo("linux/arm64");
    assertThat(name).endsWith("-linux-arm64").isNotEqualTo(build("one"));
    assertThat(builder.lastBuild().build().platform()).isNull();
  }

  @Test
  void without_a_repository_one_sentence_says_what_to_set_and_no_builder_is_looked_for() {
    BuildEngine nobody =
        new BuildEngine(
            () -> {
              throw new AssertionError("looked for");
            });
    BuiltImages none = new BuiltImages("", nobody, new Images("linux/amd64"), any -> false);

    assertThat(none.isPossible()).isFalse();
    assertThat(none.remedy().orElseThrow()).contains("Set mayfly.kubernetes.registry to");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> none.build(request(() -> "one"), output::add))
        .withMessageContaining("mayfly.kubernetes.registry");
  }

  @Test
  void without_a_builder_its_own_words_are_said() {
    BuildEngine nobody =
        new BuildEngine(
            () -> {
              throw new EngineNotFoundException("nobody answers at /run/docker.sock");
            });
    BuiltImages none = new BuiltImages(REPOSITORY, nobody, new Images("linux/amd64"), any -> false);

    assertThat(none.remedy().orElseThrow())
        .contains("mayfly.kubernetes.builder", "nobody answers at /run/docker.sock");
  }

  @Test
  void a_builder_that_pushes_nothing_is_told() {
    builder.lacks(Capability.PUSH);

    assertThat(images.remedy().orElseThrow()).contains("the one at memory can't build and push");
  }

  @Test
  void a_repository_is_a_name_without_a_tag() {
    assertThat(BuiltImages.repository(name -> Optional.empty())).isEmpty();
    assertThat(BuiltImages.repository(name -> Optional.of("10.1.2.3:5000/a/b")))
        .isEqualTo("10.1.2.3:5000/a/b");
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> BuiltImages.repository(name -> Optional.of("registry.corp/builds:1")))
        .withMessageContaining("mayfly.kubernetes.registry")
        .withMessageContaining("without a tag");
  }

  @Test
  void no_adapter_but_the_clusters_own_is_told_with_what_to_add() {
    BuildEngine none = BuildEngine.of(name -> Optional.empty());

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(none::get)
        .withMessageContaining("Add dev.mayfly:mayfly-docker");
  }

  @Test
  void a_builder_is_opened_once_and_not_again_after_the_cluster_is_closed() {
    int[] opened = new int[1];
    BuildEngine once =
        new BuildEngine(
            () -> {
              opened[0]++;
              return builder;
            });

    assertThat(once.get()).isSameAs(once.get());
    once.close();
    once.close();
    assertThatExceptionOfType(EngineException.class).isThrownBy(once::get);
    assertThat(opened[0]).isOne();
  }

  @Test
  void a_builder_that_could_not_be_opened_is_looked_for_again() {
    List<ContainerEngine> answers = new ArrayList<>();
    BuildEngine engine =
        new BuildEngine(
            () -> {
              if (answers.isEmpty()) {
                answers.add(builder);
                throw new EngineException(0, "it starts just now");
              }
              return answers.get(0);
            });

    assertThatExceptionOfType(EngineException.class).isThrownBy(engine::get);
    assertThat(engine.get()).isSameAs(builder);
  }
}
