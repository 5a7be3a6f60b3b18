package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.Port;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images: found, built, made of files, made of containers. */
public interface ImageContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  private ImageName named(String suffix) {
    return ImageName.parse(bench().name(suffix) + ":1");
  }

  @Test
  default void an_image_that_the_engine_has_is_found() {
    ImageState image = engine().findImage(ImageName.parse(bench().image())).orElseThrow();

    assertThat(image.id()).startsWith("sha256:");
    assertThat(image.platform()).startsWith("linux/");
    assertThat(image.hasHealthcheck()).isFalse();
    assertThat(engine().findImage(ImageName.parse(image.id())).orElseThrow().id())
        .isEqualTo(image.id());
  }

  @Test
  default void the_names_of_all_images_are_told() {
    // Podman writes localhost/ before the name of an image that it was given and did not pull.
    assertThat(engine().imageNames())
        .map(name -> name.replaceFirst("^localhost/", ""))
        .map(ImageName::parse)
        .contains(ImageName.parse(bench().image()));
  }

  @Test
  default void an_image_that_the_engine_has_not_is_not_found() {
    assertThat(engine().findImage(named("none"))).isEmpty();
  }

  @Test
  default void an_image_is_built_of_a_directory(@TempDir Path context) throws IOException {
    bench().needs(Capability.BUILD);
    Files.writeString(context.resolve("hello.txt"), "built\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM %s
        ARG WHO=nobody
        ENV WHO=$WHO
        COPY hello.txt /hello.txt
        EXPOSE 8080
        HEALTHCHECK CMD true
        """
            .formatted(bench().image()));
    List<String> output = new CopyOnWriteArrayList<>();

    ImageState built =
        engine()
            .buildImage(
                BuildRequest.of(
                    ImageBuild.of(context).argument("WHO", "you").label("team", "orders"),
                    named("built"),
                    bench().labels()),
                output::add);

    ImageState image = engine().findImage(named("built")).orElseThrow();
    assertThat(image).isEqualTo(built);
    assertThat(image.exposedPorts()).containsExactly(Port.tcp(8080));
    assertThat(image.hasHealthcheck()).isTrue();
    assertThat(image.labels())
        .containsAllEntriesOf(bench().labels())
        .containsEntry("team", "orders");
    assertThat(output).anyMatch(line -> line.contains("COPY"));
    String container = bench().start(ContainerSpec.of(named("built")).command("sleep", "600"));
    assertThat(bench().exec(container, "cat", "/hello.txt").stdout()).isEqualTo("built\n");
    assertThat(bench().exec(container, "sh", "-c", "echo $WHO").stdout()).isEqualTo("you\n");
  }

  @Test
  default void an_image_is_built_of_what_is_in_memory() {
    bench().needs(Capability.BUILD);
    Dockerfile dockerfile =
        Dockerfile.of("FROM " + bench().image() + "\nCOPY hello.txt /hello.txt\n");
    byte[] content = "in memory\n".getBytes(StandardCharsets.UTF_8);
    FileEntry hello =
        FileEntry.file(
            "hello.txt", 0644, 0, 0, content.length, () -> new ByteArrayInputStream(content));

    engine()
        .buildImage(
            new BuildRequest(
                ImageBuild.of(dockerfile),
                List.of(hello),
                Map.of(),
                named("memory"),
                bench().labels(),
                () -> ""),
            line -> {});

    String container = bench().start(ContainerSpec.of(named("memory")).command("sleep", "600"));
    assertThat(bench().exec(container, "cat", "/hello.txt").stdout()).isEqualTo("in memory\n");
  }

  @Test
  default void what_a_build_sends_is_its_folder_without_what_is_ignored(@TempDir Path context)
      throws IOException {
    bench().needs(Capability.BUILD);
    Files.writeString(context.resolve("Dockerfile"), "FROM " + bench().image() + "\n");
    Files.writeString(context.resolve(".dockerignore"), "target\n");
    Files.writeString(Files.createDirectories(context.resolve("target")).resolve("a.txt"), "a");
    Files.writeString(Files.createDirectories(context.resolve("src")).resolve("b.txt"), "b");

    assertThat(engine().buildFiles(ImageBuild.of(context)))
        .extracting(FileEntry::path)
        .containsExactly(".dockerignore", "Dockerfile", "src", "src/b.txt");
  }

  @Test
  default void a_build_that_fails_says_where(@TempDir Path context) throws IOException {
    bench().needs(Capability.BUILD);
    Files.writeString(
        context.resolve("Dockerfile"), "FROM " + bench().image() + "\nCOPY no-such-file /\n");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                engine()
                    .buildImage(
                        BuildRequest.of(ImageBuild.of(context), named("broken"), bench().labels()),
                        line -> {}))
        .withMessageContaining("no-such-file");
    assertThat(engine().findImage(named("broken"))).isEmpty();
  }

  @Test
  default void what_the_engine_has_not_can_not_be_pushed() {
    bench().needs(Capability.PUSH);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine().pushImage(named("none"), line -> {}))
        .withMessageContaining(bench().name("none"));
  }

  @Test
  default void a_container_becomes_an_image() {
    bench().needs(Capability.COMMIT);
    String id = bench().start(bench().sleeper());
    bench().exec(id, "sh", "-c", "echo snapshot > /tmp/file");

    String image = engine().commit(id, named("snapshot"), bench().labels());

    assertThat(engine().findImage(named("snapshot")).orElseThrow().id()).isEqualTo(image);
    assertThat(engine().list(Kind.IMAGE, Workbench.LABEL, bench().mark()))
        .singleElement()
        .satisfies(
            resource -> {
              assertThat(resource.id()).isEqualTo(image);
              assertThat(resource.name()).contains(bench().name("snapshot"));
            });
    String copy = bench().start(ContainerSpec.of(named("snapshot")).command("sleep", "600"));
    assertThat(bench().exec(copy, "cat", "/tmp/file").stdout()).isEqualTo("snapshot\n");
  }

  @Test
  default void an_image_of_a_container_has_its_labels_unless_it_is_given_others() {
    bench().needs(Capability.COMMIT);
    String id = bench().create(bench().sleeper().label("kept", "1").label("changed", "1"));
    Map<String, String> labels = new HashMap<>(bench().labels());
    labels.put("changed", "2");
    labels.put("taken away", "");

    engine().commit(id, named("labelled"), labels);

    ImageState image = engine().findImage(named("labelled")).orElseThrow();
    assertThat(image.labels()).containsAllEntriesOf(labels).containsEntry("kept", "1");
    assertThat(image.size())
        .isGreaterThanOrEqualTo(
            engine().findImage(ImageName.parse(bench().image())).orElseThrow().size())
        .isPositive();
  }

  @Test
  default void a_removed_image_is_gone() {
    bench().needs(Capability.COMMIT);
    String id = bench().create(bench().sleeper());
    String image = engine().commit(id, named("gone"), bench().labels());

    engine().remove(Kind.IMAGE, image);
    engine().remove(Kind.IMAGE, image);

    assertThat(engine().findImage(named("gone"))).isEmpty();
  }
}
