package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import dev.mayfly.runtime.EngineImages;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program that has images on the engine before tests run. */
@Tag("docker")
class PreparedImagesTests {

  @Test
  void a_program_has_images_on_the_engine_before_tests_need_them() {
    List<String> ready = new ArrayList<>();

    // tag::prepare[]
    Settings settings = Settings.load();
    try (EngineImages images = EngineImages.open(settings, "", System.err::println)) {
      ready.add(images.fetch(ImageName.parse("redis:7.0")));
      EngineImages.locked(settings).forEach(line -> ready.add(images.fetch(line.image())));
    }
    // end::prepare[]

    assertThat(ready).singleElement().asString().contains("sha256:");
  }
}
