package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs of a build on a real engine: what they share, and what is left when they end or are killed.
 */
@Tag("docker")
class BuildOnDockerTests {

  /** The longest linger time, the reaper's margin, and the removal itself on a busy machine. */
  private static final Duration AFTER_LINGER = Duration.ofSeconds(60);

  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);
  private final List<ForkedLease> jvms = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void end() {
    jvms.forEach(jvm -> jvm.process().destroyForcibly());
    await().atMost(AFTER_LINGER).until(() -> left().isEmpty());
    engine.close();
  }

  @Test
  void forked_jvms_share_one_container_and_the_last_one_leaves_nothing() throws Exception {
    ForkedLease first = fork("mayfly.build.linger=0");
    ForkedLease second = fork("mayfly.build.linger=0");

    String id = first.lease();
    assertThat(second.lease()).isEqualTo(id);
    first.end();

    assertThat(containers()).hasSize(1);
    assertThat(engine.inspectContainer(id).hasEnded()).isFalse();
    second.end();

    assertThat(withoutReapers()).isEmpty();
  }

  @Test
  void jvms_that_race_start_one_container() throws Exception {
    List<ForkedLease> racers =
        IntStream.range(0, 5).mapToObj(number -> fork("mayfly.build.linger=0")).toList();
    for (ForkedLease jvm : racers) {
      jvm.says("open");
    }
    for (ForkedLease jvm : racers) {
      jvm.tell();
    }
    List<String> ids = new ArrayList<>();
    for (ForkedLease jvm : racers) {
      ids.add(jvm.leased());
    }

    assertThat(ids).containsOnly(ids.get(0));
    assertThat(containers()).hasSize(1);
    for (ForkedLease jvm : racers) {
      jvm.end();
    }
    assertThat(withoutReapers()).isEmpty();
  }

  @Test
  void a_second_jvm_within_the_linger_time_takes_over() throws Exception {
    ForkedLease first = fork("mayfly.build.linger=20s");
    String id = first.lease();
    first.end();

    ForkedLease second = fork("mayfly.build.linger=20s");

    assertThat(second.lease()).isEqualTo(id);
    assertThat(containers()).hasSize(1);
  }

  @Test
  void when_the_linger_time_is_over_nothing_is_left() throws Exception {
    ForkedLease only = fork("mayfly.build.linger=1s");
    only.lease();
    only.end();

    assertThat(containers()).hasSize(1);
    await().atMost(AFTER_LINGER).until(() -> left().isEmpty());
  }

  @Test
  void a_starter_that_is_killed_takes_the_container_from_nobody() throws Exception {
    ForkedLease starter = fork("mayfly.build.linger=1s");
    String id = starter.lease();
    ForkedLease other = fork("mayfly.build.linger=1s");
    assertThat(other.lease()).isEqualTo(id);

    starter.kill();
    await().atMost(AFTER_LINGER).until(() -> reapers().size() == 1);

    assertThat(engine.inspectContainer(id).hasEnded()).isFalse();
    ForkedLease third = fork("mayfly.build.linger=1s");
    assertThat(third.lease()).isEqualTo(id);
  }

  @Test
  void the_last_to_join_may_be_killed_first() throws Exception {
    ForkedLease starter = fork("mayfly.build.linger=1s");
    String id = starter.lease();
    ForkedLease last = fork("mayfly.build.linger=1s");
    last.lease();
    await().atMost(AFTER_LINGER).until(() -> reapers().size() == 2);

    last.kill();
    ForkedLease third = fork("mayfly.build.linger=1s");

    assertThat(third.lease()).isEqualTo(id);
    third.kill();
    await()
        .during(Duration.ofSeconds(8))
        .atMost(AFTER_LINGER)
        .until(() -> !engine.inspectContainer(id).hasEnded());
  }

  @Test
  void when_all_are_killed_nothing_is_left() throws Exception {
    ForkedLease first = fork("mayfly.build.linger=1s");
    ForkedLease second = fork("mayfly.build.linger=1s");
    first.lease();
    second.lease();

    first.kill();
    second.kill();

    await().atMost(AFTER_LINGER).until(() -> left().isEmpty());
  }

  @Test
  void a_start_that_its_jvm_did_not_survive_is_done_anew() throws Exception {
    ForkedLease starter = fork("mayfly.build.linger=20s");
    starter.says("open");
    starter.tell();
    await().until(() -> containers().size() == 1);
    String half = containers().get(0).id();
    starter.kill();

    String id = fork("mayfly.build.linger=20s").lease();

    assertThat(id).isNotEqualTo(half);
    assertThat(containers()).extracting(EngineResource::id).containsExactly(id);
  }

  @Test
  void a_container_that_died_in_between_is_replaced() throws Exception {
    ForkedLease first = fork("mayfly.build.linger=1s");
    String id = first.lease();
    engine.killContainer(id, "SIGKILL");

    ForkedLease second = fork("mayfly.build.linger=1s");

    assertThat(second.lease()).isNotEqualTo(id);
    assertThat(containers()).hasSize(1);
  }

  @Test
  void where_no_reaper_runs_a_process_of_the_host_takes_its_place() throws Exception {
    ForkedLease only = fork("mayfly.build.linger=1s", "mayfly.reaper.socket=/dev/null");
    only.lease();
    await().atMost(AFTER_LINGER).until(() -> only.process().children().findAny().isPresent());

    only.kill();

    await().atMost(AFTER_LINGER).until(() -> left().isEmpty());
  }

  /**
   * What carries the label of this test's build, found by the folder that its owner label names.
   */
  private List<EngineResource> left() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.OWNER_LABEL, null).stream())
        .filter(
            one -> one.labels().getOrDefault(Session.OWNER_LABEL, "").contains(folder.toString()))
        .toList();
  }

  private List<EngineResource> withoutReapers() {
    return left().stream().filter(one -> !isReaper(one)).toList();
  }

  private List<EngineResource> containers() {
    return withoutReapers().stream().filter(one -> one.kind() == Kind.CONTAINER).toList();
  }

  private List<EngineResource> reapers() {
    return left().stream().filter(BuildOnDockerTests::isReaper).toList();
  }

  private static boolean isReaper(EngineResource one) {
    return one.labels().containsKey(Session.REAPER_LABEL);
  }

  private ForkedLease fork(String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("mayfly.build.dir=" + folder, "mayfly.build.id=test"));
    arguments.addAll(List.of(settings));
    ForkedLease jvm = ForkedLease.of(arguments.toArray(String[]::new));
    jvms.add(jvm);
    return jvm;
  }
}
