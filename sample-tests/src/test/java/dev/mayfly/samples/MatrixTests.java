package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One class runs with each of several images. */
@Tag("docker")
// tag::matrix[]
@ContainerMatrix(
    field = "system",
    images = {"busybox:1.35", "eclipse-temurin:17-jre"})
class MatrixTests {

  @Container
  static final GenericContainer system =
      GenericContainer.of("busybox:1.35").command("sleep", "600");

  @Test
  void the_script_runs_on_each_system() {
    assertThat(system.exec("sh", "-c", "echo $((6 * 7))").stdout()).isEqualToIgnoringNewLines("42");
  }
}
// end::matrix[]
