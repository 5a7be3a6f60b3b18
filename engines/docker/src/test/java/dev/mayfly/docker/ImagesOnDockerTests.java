package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.Workbench;
import dev.mayfly.ready.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls of a real engine, and builds by its API. */
@Tag("docker")
class ImagesOnDockerTests {

  private final DockerEngine engine =
      DockerEngine.open(
          setting -> Optional.empty(),
          variable -> variable.equals("DOCKER_BUILDKIT") ? "0" : System.getenv(variable));

  private final Workbench bench = Workbench.of(engine, "busybox:1.35");
  private final ImageName name = ImageName.parse(bench.name("image") + ":1");

  @TempDir private Path context;

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private void dockerfile(String text) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), "FROM " + bench.image() + "\n" + text);
  }

  private String build(ImageBuild build) {
    return engine.buildImage(BuildRequest.of(build, name, bench.labels()), line -> {}).id();
  }

  @Test
  void what_is_ignored_is_not_sent_and_the_target_is_the_last_stage_built() throws IOException {
    Files.writeString(
        context.resolve("Dockerfile.other"),
        "FROM %s AS first\nCOPY . /all\nFROM first AS second\nRUN exit 1\n"
            .formatted(bench.image()));
    Files.writeString(context.resolve(".dockerignore"), "*.secret\n!kept.secret\n");
    for (String file : List.of("a.txt", "b.secret", "kept.secret")) {
      Files.writeString(context.resolve(file), file);
    }

    build(ImageBuild.of(context).dockerfile("Dockerfile.other").target("first"));

    String id = bench.start(ContainerSpec.of(name).command("sleep", "600"));
    assertThat(bench.exec(id, "ls", "/all").stdout())
        .contains("a.txt", "kept.secret")
        .doesNotContain("b.secret");
  }

  @Test
  void links_and_programs_arrive_as_what_they_are() throws IOException {
    dockerfile("COPY . /all\n");
    Path program = Files.writeString(context.resolve("program"), "#!/bin/sh\necho it runs\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(context.resolve("link"), Path.of("program"));
    Files.createDirectories(context.resolve("empty/ä long".repeat(30)));

    build(ImageBuild.of(context));

    String id = bench.start(ContainerSpec.of(name).command("sleep", "600"));
    assertThat(bench.exec(id, "/all/link").stdout()).isEqualTo("it runs\n");
    assertThat(bench.exec(id, "readlink", "/all/link").stdout()).isEqualTo("program\n");
    assertThat(bench.exec(id, "test", "-d", "/all/" + "empty/ä long".repeat(30)).exitCode())
        .isZero();
  }

  @Test
  void a_build_that_fails_hands_on_its_lines_and_says_why() throws IOException {
    dockerfile("RUN echo so far so good; exit 3\n");
    List<String> lines = new CopyOnWriteArrayList<>();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                engine.buildImage(
                    BuildRequest.of(ImageBuild.of(context), name, bench.labels()), lines::add))
        .withMessageContaining("Building image " + name)
        .withMessageContaining("returned a non-zero code: 3");
    assertThat(lines).contains("so far so good");
  }

  @Test
  void what_takes_buildkit_is_told_with_its_line() throws IOException {
    dockerfile("RUN --mount=type=cache,target=/c true\n");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(ImageBuild.of(context)))
        .withMessageContaining("RUN --mount in line 2 takes BuildKit, and DOCKER_BUILDKIT=0");
    dockerfile("");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(ImageBuild.of(context).secret("token", "tell-nobody")))
        .withMessageContaining("the secret \"token\" takes BuildKit");
  }

  @Test
  void each_value_of_a_written_dockerfile_arrives_letter_by_letter() {
    String odd = "it's \"5 $HOME\" \\ back\\";
    Dockerfile written =
        Dockerfile.from(bench.image())
            .env("ODD", odd)
            .workdir("/it's $HOME \"x\"")
            .copy("a $b/", "c $d/")
            .run("echo \"$ODD\" > said\necho 'two\\lines' >> said")
            .entrypoint("sleep")
            .cmd("600");

    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    FileEntry file =
        FileEntry.file(
            "a $b/f", 0644, 0, 0, content.length, () -> new ByteArrayInputStream(content));
    engine.buildImage(
        new BuildRequest(
            ImageBuild.of(written), List.of(file), Map.of(), name, bench.labels(), () -> ""),
        line -> {});

    String id = bench.start(ContainerSpec.of(name));
    assertThat(bench.exec(id, "sh", "-c", "printf %s \"$ODD\"").stdout()).isEqualTo(odd);
    assertThat(bench.exec(id, "pwd").stdout()).isEqualTo("/it's $HOME \"x\"\n");
    assertThat(bench.exec(id, "cat", "c $d/f").stdout()).isEqualTo("content");
    assertThat(bench.exec(id, "cat", "said").stdout()).isEqualTo(odd + "\ntwo\\lines\n");
  }

  @Test
  void a_missing_dockerfile_is_named() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(ImageBuild.of(context)))
        .withMessageContaining("there is no Dockerfile at " + context.resolve("Dockerfile"));
  }

  @Test
  void a_source_above_the_context_is_refused_by_the_engine() throws IOException {
    dockerfile("COPY ../x /x\n");
    Files.writeString(context.resolve(".dockerignore"), "../x\n");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(ImageBuild.of(context)))
        .withMessageContaining("COPY failed: forbidden path outside the build context: ../x");
  }

  /** A kill leaves nothing behind then. */
  @Test
  void a_context_is_never_in_a_file(@TempDir Path temporary) throws Exception {
    dockerfile("COPY big /big\nRUN true\n");
    Files.write(context.resolve("big"), new byte[1 << 20]);
    Process build =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                OneBuild.class.getName(),
                context.toString(),
                name.toString(),
                bench.mark())
            .redirectErrorStream(true)
            .start();
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(build.waitFor()).as(output).isZero();
    assertThat(output).contains("[] Step 1/4", "[] Step 3/4").doesNotContain("[" + temporary);
    assertThat(engine.findImage(name)).isPresent();
  }

  /** Builds, and prints what is in the temporary folder with each line of the builder. */
  static final class OneBuild {

    public static void main(String[] arguments) {
      try (DockerEngine engine = DockerEngine.open(setting -> Optional.empty())) {
        engine.buildImage(
            BuildRequest.of(
                ImageBuild.of(Path.of(arguments[0])),
                ImageName.parse(arguments[1]),
                Map.of(Workbench.LABEL, arguments[2])),
            line -> System.out.println(temporaryFiles() + " " + line));
      }
    }

    private static List<Path> temporaryFiles() {
      try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        return files.toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void the_verdicts_of_a_healthcheck_are_told() throws IOException {
    dockerfile("HEALTHCHECK --interval=100ms --retries=1 CMD test ! -e /sick\n");
    build(ImageBuild.of(context));
    List<EngineEvent.Kind> seen = new CopyOnWriteArrayList<>();
    try (var events =
        engine.events(Workbench.LABEL, bench.mark(), e -> seen.add(e.kind()), () -> {})) {
      String id = bench.start(ContainerSpec.of(name).command("sleep", "600"));
      assertThat(engine.inspectContainer(id).health()).isNotEqualTo(Probe.Health.NONE);
      await().until(() -> seen.contains(EngineEvent.Kind.HEALTHY));

      bench.exec(id, "touch", "/sick");

      await().until(() -> seen.contains(EngineEvent.Kind.UNHEALTHY));
      assertThat(engine.inspectContainer(id).health()).isEqualTo(Probe.Health.UNHEALTHY);
    }
  }

  @Test
  void a_label_may_hold_any_character() throws IOException {
    dockerfile("");
    build(ImageBuild.of(context));
    String id = bench.create(ContainerSpec.of(name));
    String odd = "a \"b\" $HOME \\ ü=1";

    engine.commit(id, name, Map.of(Workbench.LABEL, bench.mark(), "odd", odd));

    assertThat(engine.findImage(name).orElseThrow().labels()).containsEntry("odd", odd);
  }

  @Test
  void an_image_that_can_not_be_pulled_shows_the_answer_of_the_registry() {
    List<String> progress = new CopyOnWriteArrayList<>();
    ImageName nowhere = ImageName.parse("127.0.0.1:1/nobody/nothing:1");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.pullImage(nowhere, "linux/amd64", progress::add))
        .withMessageContaining("Pulling image 127.0.0.1:1/nobody/nothing:1: ")
        .withMessageContaining("connection refused")
        .matches(e -> e.status() >= 400);
    assertThat(progress).isEmpty();
  }
}
