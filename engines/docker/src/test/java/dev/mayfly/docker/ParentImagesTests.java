package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import dev.mayfly.engine.ParentImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose registries a build may have to log in to. */
class ParentImagesTests {

  private static List<String> of(String dockerfile, Map<String, String> arguments) {
    return ParentImages.of(dockerfile.lines().toList(), arguments, null).names().stream()
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

  @Test
  void what_comes_after_the_stage_that_is_asked_for_is_not_needed() {
    List<String> lines =
        """
        FROM golang:1 AS build
        FROM busybox:1 AS slim
        COPY --from=build /a /a
        FROM postgres:15 AS full
        """
            .lines()
            .toList();

    assertThat(ParentImages.of(lines, Map.of(), "slim").names())
        .extracting(ImageName::toString)
        .containsExactly("golang:1", "busybox:1");
    assertThat(ParentImages.of(lines, Map.of(), "none").names()).hasSize(3);
  }

  @Test
  void a_stage_may_be_asked_for_by_its_number_or_in_another_case() {
    List<String> lines = List.of("FROM golang:1 AS Build", "FROM busybox:1", "FROM redis:7");

    assertThat(ParentImages.of(lines, Map.of(), "0").names()).hasSize(1);
    assertThat(ParentImages.of(lines, Map.of(), "1").names()).hasSize(2);
    assertThat(ParentImages.of(lines, Map.of(), "build").names()).hasSize(1);
    assertThat(ParentImages.of(lines, Map.of(), null).names()).hasSize(3);
  }

  @Test
  void a_line_that_goes_on_with_an_instruction_names_no_image() {
    assertThat(
            of(
                """
                FROM busybox:1
                RUN echo \\
                # a comment \\

                FROM redis:7 \\
                FROM redis:8
                # a comment \\
                FROM busybox:2
                """,
                Map.of()))
        .containsExactly("busybox:1", "busybox:2");
    assertThat(
            of(
                """
                # syntax=docker/dockerfile:1
                # Escape=`
                FROM busybox:1
                RUN echo `
                FROM redis:7
                RUN dir C:\\
                FROM busybox:2
                """,
                Map.of()))
        .containsExactly("busybox:1", "busybox:2");
  }

  @Test
  void a_here_document_names_no_image() {
    assertThat(
            of(
                """
                FROM busybox:1
                RUN <<-ONE cat && \\
                  cat <<"TWO" > /two
                FROM redis:7
                \tONE
                FROM redis:8
                 TWO
                FROM redis:9
                TWO
                COPY <<EOF /Dockerfile
                FROM redis:7
                COPY --from=redis:8 /a /a
                EOF
                RUN echo $((1 << 2)) "a<<EOF"
                LABEL a=<<EOF
                FROM busybox:2
                """,
                Map.of()))
        .containsExactly("busybox:1", "busybox:2");
  }

  @Test
  void a_base_may_be_wanted_for_a_platform() {
    List<String> lines =
        """
        ARG WHERE=linux/arm64
        FROM --platform=linux/amd64 golang:1 AS build
        FROM --platform=$WHERE golang:1 AS other
        FROM --platform=$BUILDPLATFORM golang:1
        COPY --from=busybox:1 /a /a
        """
            .lines()
            .toList();

    assertThat(ParentImages.of(lines, Map.of(), null).bases())
        .containsExactly(
            new ParentImage(ImageName.parse("golang:1"), "linux/amd64"),
            new ParentImage(ImageName.parse("golang:1"), "linux/arm64"),
            new ParentImage(ImageName.parse("golang:1"), null),
            new ParentImage(ImageName.parse("busybox:1"), null));
  }

  @Test
  void others_take_the_place_of_some_and_all_else_stays() {
    ParentImages parents =
        ParentImages.of(
            """
            ARG TAG=15
            # FROM postgres:15
            FROM --platform=linux/amd64 postgres:${TAG} AS db
            FROM golang:1
            COPY --chown=1 --from=postgres:15 /usr/bin/psql /psql
            COPY --from=db /a /b
            RUN echo FROM postgres:15
            """
                .lines()
                .toList(),
            Map.of(),
            null);

    ParentImages changed =
        parents.instead(
            Map.of(
                ImageName.parse("postgres:15"),
                ImageName.parse("registry.corp/hub/library/postgres:15")));

    assertThat(changed.text())
        .isEqualTo(
            """
            ARG TAG=15
            # FROM postgres:15
            FROM --platform=linux/amd64 registry.corp/hub/library/postgres:15 AS db
            FROM golang:1
            COPY --chown=1 --from=registry.corp/hub/library/postgres:15 /usr/bin/psql /psql
            COPY --from=db /a /b
            RUN echo FROM postgres:15
            """);
    assertThat(changed.names())
        .extracting(ImageName::toString)
        .containsExactly("registry.corp/hub/library/postgres:15", "golang:1");
  }
}
