package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An image that is built of a context holds what {@code docker build} puts into it.
 *
 * <p>What that puts into it is recorded: {@code mvn -pl engines/docker -am package
 * -Dtest=BuildCorpusOnDockerTests -Dbuild.corpus.record=true
 * -Dsurefire.failIfNoSpecifiedTests=false} asks the docker command anew.
 */
@Tag("docker")
class BuildCorpusOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");
  private final ImageName name = ImageName.parse(bench.name("corpus") + ":1");

  @TempDir private Path folder;

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  /** Those in which the engine has a part; {@code -Dbuild.corpus=all} builds the others too. */
  static Stream<BuildCorpus.Case> cases() {
    boolean all = System.getProperty("build.corpus", "").equals("all");
    return BuildCorpus.cases().filter(one -> all || one.needsEngine());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_image_is_that_of_docker_build(BuildCorpus.Case one) throws IOException {
    List<String> recorded = BuildCorpus.recorded().get(one.name());
    if (!recorded.equals(List.of(BuildCorpus.REFUSED))) {
      engine.buildImage(BuildRequest.of(one.make(folder), name, bench.labels()), line -> {});

      assertThat(content()).isEqualTo(recorded);
    }
  }

  private List<String> content() {
    String id = bench.create(ContainerSpec.of(name).command("/none"));
    List<FileEntry> entries = new ArrayList<>();
    engine.copyOut(
        id,
        "/x",
        entry -> {
          if (entry.path().startsWith("x/")) {
            FileEntry below = entry.path(entry.path().substring(2));
            entries.add(
                below.kind() == FileEntry.Kind.HARD_LINK
                    ? below.linkTarget(below.linkTarget().substring(2))
                    : below);
          }
        });
    engine.remove(Kind.CONTAINER, id);
    return BuildCorpus.lines(entries);
  }

  @Test
  @EnabledIfSystemProperty(named = "build.corpus.record", matches = "true")
  void what_docker_build_makes_is_recorded() throws IOException {
    DockerCommand.require();
    List<String> lines = new ArrayList<>();
    lines.add("# What docker build makes of the contexts; see BuildCorpusOnDockerTests.");
    for (BuildCorpus.Case one : BuildCorpus.cases().toList()) {
      lines.add("== " + one.name());
      lines.addAll(recorded(one.make(folder)));
    }
    Files.write(
        Path.of("src/test/resources/dev/mayfly/docker/build-contexts-docker.txt"),
        lines.stream().map(line -> line.replace("\\", "\\\\")).toList());
  }

  private List<String> recorded(ImageBuild build) throws IOException {
    try {
      DockerCommand.run(
          "build",
          "--quiet",
          "--no-cache",
          "--label",
          Workbench.LABEL + "=" + bench.mark(),
          "--file",
          build.context().resolve(build.dockerfile()).toString(),
          "--tag",
          name.familiar(),
          build.context().toString());
    } catch (AssertionError refused) {
      System.out.println(refused.getMessage());
      return List.of(BuildCorpus.REFUSED);
    }
    return content();
  }
}
