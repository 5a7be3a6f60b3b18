package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.FileSource;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.RunningContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.ImageState;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built images that stay on a real engine. */
@Tag("docker")
class KeptImagesOnDockerTests {

  private static final String ONCE = "once";

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final String mark = Long.toHexString(System.nanoTime());

  @TempDir private Path folder;

  @AfterEach
  void remove_what_the_test_made() {
    mine().forEach(kept()::remove);
    engine.close();
  }

  private Settings settings() {
    return Settings.of(
        Map.of("mayfly.build.dir", folder.resolve("builds").toString(), "mayfly.report", "off"));
  }

  private KeptImages kept() {
    return KeptImages.on(engine, settings());
  }

  private List<KeptImage> mine() {
    return kept().list().stream()
        .filter(image -> mark.equals(state(image).labels().get(ONCE)))
        .toList();
  }

  private ImageState state(KeptImage image) {
    return engine.findImage(ImageName.parse(image.name())).orElseThrow();
  }

  private ImageBuild build() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM busybox:1.35
        COPY . /all
        RUN cat /proc/sys/kernel/random/uuid > /built
        CMD ["sleep", "600"]
        """);
    return ImageBuild.of(context).label(ONCE, mark).kept();
  }

  private Containers session() {
    return Containers.on(DockerEngine.open(setting -> Optional.empty()), settings());
  }

  /** What the image was given when its step ran. */
  private String started(ImageBuild build) {
    try (Containers session = session()) {
      return session
          .start(ContainerSpec.of(build).readyWhen(ReadyWhen.running()))
          .exec("cat", "/built")
          .stdout();
    }
  }

  @Test
  void the_next_session_takes_it_and_a_change_makes_another() throws IOException {
    String first = started(build());
    ImageState built = state(mine().get(0));

    assertThat(started(build())).isEqualTo(first);
    assertThat(state(mine().get(0))).isEqualTo(built); // a build would have named it anew
    assertThat(mine())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.source()).isEqualTo(build().describe());
              assertThat(image.bytes()).isPositive();
              assertThat(state(image).labels()).doesNotContainKey(Session.SESSION_LABEL);
            });
    started(build().file(FileSource.text("more"), "more"));
    assertThat(mine()).hasSize(2);
  }

  @Test
  void another_image_of_its_name_is_not_run() throws IOException {
    started(build());
    ImageName name = ImageName.parse(mine().get(0).name());
    mine().forEach(kept()::remove);
    String stranger =
        engine
            .buildImage(
                BuildRequest.of(
                    ImageBuild.of(Dockerfile.from("busybox:1.35").cmd("sleep", "601")),
                    name,
                    Map.of(ONCE, mark, KeptImages.BUILT_LABEL, "0".repeat(64))),
                line -> {})
            .id();

    assertThat(started(build())).isNotBlank(); // the stranger has no such file

    assertThat(engine.findImage(name).orElseThrow().id()).isNotEqualTo(stranger);
    engine.remove(Kind.IMAGE, stranger);
  }

  @Test
  void one_that_a_container_runs_is_not_removed() throws IOException {
    try (Containers session = session()) {
      RunningContainer container =
          session.start(ContainerSpec.of(build()).readyWhen(ReadyWhen.running()));

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> mine().forEach(kept()::remove))
          .withMessageContaining("use");
      assertThat(mine()).hasSize(1);
      assertThat(container.isRunning()).isTrue();
    }
  }
}
