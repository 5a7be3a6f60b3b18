package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a start must not load: each would hold up the first container of a JVM. */
@Tag("docker")
class LeanStartTests {

  private static final String LOADED = ReadinessLoop.class.getName();
  private static final List<String> NOT_LOADED =
      List.of(
          " com.fasterxml.jackson.databind.ObjectMapper ",
          " com.github.dockerjava.core.DockerClientImpl ",
          " dev.mayfly.docker.Contexts ",
          " com.google.common.");

  /** The program of the JVM that is looked at. */
  public static void main(String[] none) {
    ContainerSpec spec =
        ContainerSpec.of("busybox:1.35").command("httpd", "-f", "-p", "8080").expose(8080);
    try (Containers containers = Containers.open()) {
      System.out.println("ready " + containers.start(spec).port(8080));
    }
  }

  @Test
  void a_start_with_a_local_image_loads_neither_a_json_mapper_nor_what_pulls_images()
      throws IOException {
    List<String> output = outputOfJvm();

    assertThat(output).filteredOn(line -> line.startsWith("ready ")).hasSize(1);
    assertThat(output).filteredOn(line -> line.contains(" " + LOADED + " ")).hasSize(1);
    assertThat(output).filteredOn(line -> NOT_LOADED.stream().anyMatch(line::contains)).isEmpty();
  }

  private static List<String> outputOfJvm() throws IOException {
    Process jvm =
        ForkedJvm.of(List.of("-Xlog:class+load"), LeanStartTests.class, List.of()).start();
    try {
      return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } finally {
      jvm.destroyForcibly();
    }
  }
}
