package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.Workbench;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds of BuildKit, by a buildx that the property {@code buildx.config} leads to: a folder as the
 * docker command's own.
 */
@Tag("docker")
@Tag("buildx")
class BuildxOnDockerTests {

  private static final String CONFIG = System.getProperty("buildx.config", "/nowhere");

  private final DockerEngine engine = open(Map.of("DOCKER_CONFIG", CONFIG));
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");
  private final ImageName name = ImageName.parse(bench.name("image") + ":1");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @TempDir private Path context;

  private static DockerEngine open(Map<String, String> variables) {
    return DockerEngine.open(
        setting -> Optional.empty(),
        variable -> variables.getOrDefault(variable, System.getenv(variable)));
  }

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  private ImageBuild dockerfile(String text) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), "FROM " + bench.image() + "\n" + text);
    return ImageBuild.of(context);
  }

  private void build(ImageBuild build, FileEntry... files) {
    engine.buildImage(
        new BuildRequest(build, List.of(files), Map.of(), name, bench.labels(), () -> ""),
        lines::add);
  }

  private String run(String... command) {
    String id = bench.start(ContainerSpec.of(name).command("sleep", "600"));
    return bench.exec(id, command).stdout();
  }

  @Test
  void a_secret_is_seen_by_its_step_and_is_nowhere_else() throws IOException {
    build(
        dockerfile("RUN --mount=type=secret,id=token wc -c < /run/secrets/token > /size\n")
            .secret("token", "tell-nobody"));

    assertThat(run("cat", "/size")).isEqualTo("11\n");
    assertThat(run("sh", "-c", "grep -r tell-nobody /run /size; echo done")).isEqualTo("done\n");
    assertThat(lines).noneMatch(line -> line.contains("tell-nobody"));
  }

  @Test
  void all_that_is_said_of_a_build_counts() throws IOException {
    Files.writeString(context.resolve(".dockerignore"), "*.secret\n");
    Files.writeString(context.resolve("a.secret"), "a");
    Path program = Files.writeString(context.resolve("program"), "#!/bin/sh\necho it runs\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(context.resolve("link"), Path.of("program"));

    build(
        dockerfile("")
            .dockerfile(
                Dockerfile.of(
                    "FROM %s AS one\nARG WHO\nENV WHO=$WHO\nCOPY . /all\nFROM one\nRUN exit 1\n"
                        .formatted(bench.image())))
            .argument("WHO", "you")
            .target("one")
            .platform(engine.findImage(ImageName.parse(bench.image())).orElseThrow().platform())
            .label("team", "orders")
            .cacheFrom(bench.image()));

    assertThat(engine.findImage(name).orElseThrow().labels())
        .containsEntry("team", "orders")
        .containsAllEntriesOf(bench.labels());
    String id = bench.start(ContainerSpec.of(name).command("sleep", "600"));
    assertThat(bench.exec(id, "/all/link").stdout()).isEqualTo("it runs\n");
    assertThat(bench.exec(id, "sh", "-c", "echo $WHO").stdout()).isEqualTo("you\n");
    assertThat(bench.exec(id, "ls", "-A", "/all").stdout().split("\n"))
        .containsExactly(".dockerignore", "Dockerfile", "link", "program");
  }

  @Test
  void files_in_memory_are_sent_with_those_of_the_folder() throws IOException {
    Files.writeString(context.resolve("a.txt"), "of the folder");
    Files.writeString(context.resolve("b.txt"), "of the folder");
    byte[] content = "in memory".getBytes(StandardCharsets.UTF_8);

    build(
        dockerfile("COPY --chmod=0644 *.txt /all/\n"),
        FileEntry.file(
            "a.txt", 0600, 0, 0, content.length, () -> new ByteArrayInputStream(content)));

    assertThat(run("cat", "/all/a.txt", "/all/b.txt")).isEqualTo("in memoryof the folder");
  }

  @Test
  void a_step_that_fails_is_told_with_what_it_wrote() throws IOException {
    ImageBuild build = dockerfile("RUN echo so far so good; exit 3\n");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(build))
        .withMessageContaining("Building image " + name)
        .withMessageContaining("exit code: 3");
    assertThat(lines)
        .anyMatch(line -> line.endsWith("so far so good"))
        .anyMatch(line -> line.matches("#\\d+ \\[.*] RUN echo so far so good; exit 3"));
    assertThat(engine.findImage(name)).isEmpty();
  }

  @Test
  void a_context_that_can_not_be_sent_whole_makes_no_image() throws IOException {
    ImageBuild build = dockerfile("COPY --chmod=0644 . /all\n");
    FileEntry shorter =
        FileEntry.file("a.txt", 0600, 0, 0, 10, () -> new ByteArrayInputStream(new byte[3]));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> build(build, shorter))
        .withMessageContaining("a.txt became shorter while it was copied");
    assertThat(engine.findImage(name)).isEmpty();
  }

  @Test
  void an_interrupted_build_ends_its_program() throws Exception {
    ImageBuild build = dockerfile("RUN echo waits; sleep 600\n");
    Thread waiting =
        new Thread(
            () ->
                assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(
                        () ->
                            engine.buildImage(
                                BuildRequest.of(build, name, bench.labels()), lines::add))
                    .withMessageContaining("interrupted"));
    waiting.start();
    await().until(() -> lines.stream().anyMatch(line -> line.endsWith(" waits")));

    waiting.interrupt();
    waiting.join();

    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .noneMatch(child -> child.info().command().orElse("").endsWith("docker-buildx"));
    assertThat(engine.findImage(name)).isEmpty();
  }

  @Test
  void the_docker_commands_variable_turns_it_off() throws IOException {
    ImageBuild build = dockerfile("RUN --mount=type=cache,target=/c true\n");

    try (DockerEngine plain = open(Map.of("DOCKER_CONFIG", CONFIG, "DOCKER_BUILDKIT", "0"))) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(
              () -> plain.buildImage(BuildRequest.of(build, name, bench.labels()), lines::add))
          .withMessageContaining("RUN --mount in line 2 takes BuildKit, and DOCKER_BUILDKIT=0");
    }
  }
}
