package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ImageException;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.InMemoryEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an image is fetched, and fetched again. */
class PullsTests {

  private static final ImageName REDIS = ImageName.parse("redis:7");

  @TempDir private Path folder;

  private final InMemoryEngine engine = new InMemoryEngine();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  private Pulls pulls() {
    return pulls(pauses::add);
  }

  private Pulls pulls(BackOff.Pause pause) {
    return new Pulls(
        engine,
        new ImageRecords(folder, "pulls", ImageRecords.USUAL_MEMORY, engine::address),
        new BackOff(3, pause),
        ImageSteps.logged(),
        told::add);
  }

  private ImageState pull(Pulls pulls) {
    return pulls.pull(ImageAlias.none(REDIS), null, engine.findImage(REDIS));
  }

  private List<String> pulled() {
    return engine.calls().stream().filter(call -> call.startsWith("pull ")).toList();
  }

  private void fail(String... answers) {
    for (String answer : answers) {
      engine.failNext("pullImage", new EngineException(500, "Pulling image redis:7: " + answer));
    }
  }

  @Test
  void what_may_pass_is_tried_again_after_a_longer_and_a_longer_pause() {
    engine.registry("redis:7");
    fail("unexpected EOF", "toomanyrequests: slow down");

    assertThat(pull(pulls())).isEqualTo(engine.findImage(REDIS).orElseThrow());

    assertThat(pulled()).hasSize(3);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(told)
        .contains(
            "Attempt 1 of 3 failed, the next one is in 1 s: Pulling image redis:7: unexpected EOF");
  }

  @Test
  void what_does_not_pass_is_given_up_with_the_number_of_attempts() {
    fail("connection refused", "connection refused", "connection refused");

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> pull(pulls()))
        .withMessageContainingAll(
            "Image redis:7 is not on the engine and can't be pulled.",
            "connection refused (3 attempts)",
            "the engine can't reach docker.io");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized: authentication required",
        "error parsing HTTP 403 response body: denied",
        "manifest unknown",
        "x509: certificate signed by unknown authority",
        "toomanyrequests: You have reached your pull rate limit.",
        "dial tcp 10.0.0.1:443: connect: no route to host",
        "no space left on device"
      })
  void what_would_fail_again_is_tried_once(String answer) {
    fail(answer);

    assertThatThrownBy(() -> pull(pulls())).hasMessageContaining(answer);

    assertThat(pulled()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void an_engine_that_is_gone_is_not_asked_again() {
    engine.failNext("pullImage", new EngineException(0, "connection refused"));

    assertThatThrownBy(() -> pull(pulls())).isInstanceOf(ImageException.class);

    assertThat(pulled()).hasSize(1);
  }

  @Test
  void who_is_interrupted_between_two_attempts_pulls_no_more() {
    engine.registry("redis:7");
    fail("unexpected EOF");
    Pulls interrupted =
        pulls(
            pause -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> pull(interrupted))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("Interrupted while waiting for the next attempt at pulling redis:7");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(pulled()).hasSize(1);
  }

  @Test
  void what_another_one_pulled_while_this_one_waited_is_taken() throws Exception {
    engine.registry("redis:7");
    Gate gate = engine.blockNext("pullImage");
    Thread first = new Thread(() -> pull(pulls()));
    Thread second = new Thread(() -> pull(pulls()));

    first.start();
    gate.awaitArrival();
    second.start();
    await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
    gate.open();
    first.join();
    second.join();

    assertThat(pulled()).hasSize(1);
    assertThat(engine.findImage(REDIS)).isPresent();
  }

  @Test
  void images_of_different_names_are_pulled_side_by_side() throws Exception {
    engine.registry("redis:7");
    engine.registry("postgres:15");
    Gate gate = engine.blockNext("pullImage");
    Thread first = new Thread(() -> pull(pulls()));
    first.start();
    gate.awaitArrival();

    pulls().pull(ImageAlias.none(ImageName.parse("postgres:15")), null, Optional.empty());

    assertThat(first.isAlive()).isTrue();
    gate.open();
    first.join();
  }

  @Test
  void when_an_image_was_pulled_is_remembered_by_other_jvms() {
    engine.registry("redis:7");
    Instant before = Instant.now();
    assertThat(pulls().last(REDIS, null)).isEmpty();

    pull(pulls());

    assertThat(pulls().last(REDIS, null))
        .hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(before));
    assertThat(pulls().last(REDIS, "linux/arm64")).isEmpty();
    assertThat(pulls().last(ImageName.parse("redis:8"), null)).isEmpty();
  }

  @Test
  void a_folder_that_can_not_be_used_and_a_record_that_can_not_be_read_cost_nothing()
      throws Exception {
    engine.registry("redis:7");
    Path file = Files.createFile(folder.resolve("no-folder"));
    ImageRecords nowhere =
        new ImageRecords(file, "pulls", ImageRecords.USUAL_MEMORY, engine::address);
    Pulls forgetful =
        new Pulls(engine, nowhere, new BackOff(1, pauses::add), ImageSteps.logged(), told::add);

    assertThat(pull(forgetful)).isNotNull();
    assertThat(forgetful.last(REDIS, null)).isEmpty();

    pull(pulls());
    for (Path record : Files.newDirectoryStream(machine(), "*.last")) {
      Files.writeString(record, "yesterday");
    }
    assertThat(pulls().last(REDIS, null)).isEmpty();
  }

  @Test
  void what_a_killed_jvm_has_left_is_removed_by_the_next_pull() throws Exception {
    engine.registry("redis:7");
    Path left = Files.createFile(Files.createDirectory(machine()).resolve("0123.4194305-1"));

    pull(pulls());

    assertThat(left).doesNotExist();
    assertThat(Files.newDirectoryStream(machine()))
        .allMatch(file -> !file.getFileName().toString().contains("-"));
  }

  private Path machine() {
    return folder.resolve(Digest.of(Machine.name()).substring(0, 16));
  }

  @Test
  void pulls_of_long_ago_are_forgotten_and_machines_that_are_gone() throws Exception {
    engine.registry("redis:7");
    Path own = Files.createDirectory(machine());
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Path alive = Files.createFile(other.resolve("0123.4194305-1"));
    Path used = Files.createFile(own.resolve("0123"));
    Path old = Files.createFile(own.resolve("0123.last"));
    Files.createFile(gone.resolve("0123.last"));
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
    Files.setLastModifiedTime(old, before);
    Files.setLastModifiedTime(gone, before);

    pull(pulls());

    assertThat(used).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(gone).doesNotExist();
    assertThat(alive).exists();
    assertThat(pulls().last(REDIS, null)).isPresent();
  }

  @Test
  void the_turn_is_not_kept_while_the_next_attempt_is_waited_for() {
    engine.registry("redis:7");
    fail("unexpected EOF");
    Pulls resting = pulls(pause -> assertThat(pull(pulls())).isNotNull());

    pull(resting);

    assertThat(pulled()).hasSize(2);
  }

  @Test
  void a_registry_that_was_given_up_is_asked_once_from_then_on() {
    fail("connection refused", "connection refused", "connection refused", "connection refused");
    Pulls pulls = pulls();

    assertThatThrownBy(() -> pull(pulls)).hasMessageContaining("(3 attempts)");
    assertThatThrownBy(() -> pull(pulls)).hasMessageContaining("connection refused");
    assertThat(pulled()).hasSize(4);

    engine.registry("redis:7");
    pull(pulls);
    fail("connection refused");
    pull(pulls);
    assertThat(pulled()).hasSize(7);
  }

  @Test
  void a_tag_that_has_moved_is_told() {
    engine.registry("redis:7");
    String before = pull(pulls()).id();
    engine.moveInRegistry("redis:7");

    String after = pull(pulls()).id();

    assertThat(told)
        .last()
        .asString()
        .contains("redis:7 has moved", before, "its registry has", after);
  }

  @Test
  void an_image_that_is_the_same_as_before_has_not_moved() {
    engine.registry("redis:7");
    pull(pulls());
    pull(pulls());

    assertThat(told).containsExactly("Pulling redis:7", "Pulling redis:7");
  }
}
