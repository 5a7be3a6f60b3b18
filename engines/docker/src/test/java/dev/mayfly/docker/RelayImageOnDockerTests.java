package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.RelayRequest;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real engine makes relays of. */
@Tag("docker")
class RelayImageOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private String imageOfNext(String name) throws IOException {
    String id = engine.createRelay(new RelayRequest(bench.name(name), "", bench.labels()));
    return Json.read(engine.inspectContainer(id).json()).path("Image").asText();
  }

  @Test
  void an_image_of_its_name_with_another_content_is_not_run() throws IOException {
    ImageName name = ProgramImage.of(OwnProgram.RELAY, System.getProperty("os.arch")).name();
    String usual = imageOfNext("relay-1");
    String other = engine.commit(bench.create(bench.sleeper()), name, bench.labels());
    try {
      assertThat(engine.findImage(name).orElseThrow().id()).isEqualTo(other);

      String next = imageOfNext("relay-2");

      assertThat(next).isNotEqualTo(other);
      assertThat(engine.findImage(ImageName.parse(next)).orElseThrow().platform())
          .isEqualTo(engine.findImage(ImageName.parse(usual)).orElseThrow().platform());
      assertThat(imageOfNext("relay-3")).isEqualTo(next);
    } finally {
      engine.remove(Kind.IMAGE, other);
    }
  }
}
