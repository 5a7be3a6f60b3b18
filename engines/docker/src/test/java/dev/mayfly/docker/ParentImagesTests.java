package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose registries a build may have to log in to. */
class ParentImagesTests {

  private static List<String> of(String dockerfile, Map<String, String> arguments) {
    return ParentImages.of(dockerfile.lines().toList(), arguments).stream()
        .map(ImageName::toString)
        .toList();
  }

  @Test
  void each_stage_and_each_copy_from_an_image_has_one() {
    assertThat(
            of(
                """
                # FROM nobody:1
                FROM --platform=linux/amd64 ghcr.io/team/base:1 AS build
                from postgres:15
                COPY --chown=1 --from=quay.io/team/tools:2 /a /b
                COPY /c /d
                RUN echo FROM redis:7
                """,
                Map.of()))
        .containsExactly("ghcr.io/team/base:1", "postgres:15", "quay.io/team/tools:2");
  }

  @Test
  void stages_and_nothing_are_no_images_and_each_image_is_told_once() {
    assertThat(
            of(
                """
                FROM golang:1 AS build
                FROM golang:1 AS test
                FROM scratch
                COPY --from=build /a /a
                COPY --from=0 /b /b
                """,
                Map.of()))
        .containsExactly("golang:1");
  }

  @Test
  void arguments_of_a_stage_are_its_own() {
    assertThat(of("ARG A=ghcr.io B=2\nFROM busybox:1\nARG A\nFROM ${A}/base:$B\n", Map.of()))
        .containsExactly("busybox:1", "ghcr.io/base:2");
  }

  @Test
  void arguments_are_filled_in() {
    assertThat(
            of(
                """
                ARG REGISTRY=ghcr.io
                ARG TAG="3"
                ARG NONE
                FROM ${REGISTRY}/base:$TAG
                FROM ${NONE:-redis}:7
                FROM ${UNKNOWN}
                """,
                Map.of("REGISTRY", "localhost:5000")))
        .containsExactly("localhost:5000/base:3", "redis:7");
  }
}
