package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a container has logged, and what it logs from now on. */
public interface LogContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  private List<LogLine> logs(String id) {
    return engine().logs(id, Instant.EPOCH, 0);
  }

  private String ended(String script) {
    String id = bench().start(bench().sh(script));
    bench().awaitEnd(id);
    return id;
  }

  @Test
  default void lines_come_in_order_with_their_streams_and_times() {
    String id = ended("echo one; echo oops >&2; echo two; echo Grüße");

    List<LogLine> lines = logs(id);

    assertThat(lines)
        .filteredOn(line -> line.stream() == Stream.STDOUT)
        .extracting(LogLine::text)
        .containsExactly("one", "two", "Grüße");
    assertThat(lines)
        .filteredOn(line -> line.stream() == Stream.STDERR)
        .extracting(LogLine::text)
        .containsExactly("oops");
    assertThat(lines).extracting(LogLine::time).isSorted().doesNotContain(Instant.EPOCH);
  }

  @Test
  default void a_last_line_without_an_end_counts() {
    assertThat(Workbench.texts(logs(ended("echo one; echo -n two")))).containsExactly("one", "two");
  }

  @Test
  default void empty_lines_are_lines() {
    assertThat(Workbench.texts(logs(ended("echo one; echo; echo three"))))
        .containsExactly("one", "", "three");
  }

  @Test
  default void the_tail_is_the_last_lines() {
    String id = ended("echo one; echo two; echo three");

    assertThat(Workbench.texts(engine().logs(id, Instant.EPOCH, 2)))
        .containsExactly("two", "three");
  }

  @Test
  default void lines_before_the_moment_are_left_out() {
    String id = ended("echo one; echo two; echo three");
    Instant second = logs(id).get(1).time();

    assertThat(Workbench.texts(engine().logs(id, second, 0))).containsExactly("two", "three");
    assertThat(engine().logs(id, Instant.now().plusSeconds(3600), 0)).isEmpty();
  }

  @Test
  default void a_container_that_was_not_started_has_logged_nothing() {
    assertThat(logs(bench().create(bench().sleeper()))).isEmpty();
  }

  @Test
  default void following_an_ended_container_gives_all_and_ends() {
    String id = ended("echo one; echo two");
    List<String> seen = new CopyOnWriteArrayList<>();

    try (var subscription =
        engine()
            .followLogs(
                id, Instant.EPOCH, line -> seen.add(line.text()), () -> seen.add("THE END"))) {
      await().until(() -> seen.contains("THE END"));
    }

    assertThat(seen).containsExactly("one", "two", "THE END");
  }

  @Test
  default void following_gives_lines_as_they_come_and_ends_with_the_container() {
    String id =
        bench().start(bench().sh("trap 'echo last; exit 0' TERM; echo first; sleep 600 & wait"));
    List<String> seen = new CopyOnWriteArrayList<>();

    try (var subscription =
        engine()
            .followLogs(
                id, Instant.EPOCH, line -> seen.add(line.text()), () -> seen.add("THE END"))) {
      await().until(() -> seen.contains("first"));
      engine().killContainer(id, "SIGTERM");
      await().until(() -> seen.contains("THE END"));
    }

    assertThat(seen).containsExactly("first", "last", "THE END");
  }

  @Test
  default void following_ends_when_the_container_is_removed() {
    String id = bench().start(bench().sleeper());
    AtomicInteger ends = new AtomicInteger();
    var subscription =
        engine().followLogs(id, Instant.EPOCH, line -> {}, () -> ends.incrementAndGet());

    engine().remove(EngineResource.Kind.CONTAINER, id);

    await().until(() -> ends.get() == 1);
    subscription.close();
    assertThat(ends).hasValue(1);
  }

  @Test
  default void a_closed_subscription_ends_once() {
    String id = bench().start(bench().sleeper());
    AtomicInteger ends = new AtomicInteger();
    var subscription =
        engine().followLogs(id, Instant.EPOCH, line -> {}, () -> ends.incrementAndGet());

    subscription.close();
    subscription.close();

    await().until(() -> ends.get() == 1);
    engine().remove(EngineResource.Kind.CONTAINER, id);
    assertThat(ends).hasValue(1);
  }

  @Test
  default void following_from_a_moment_leaves_out_what_was_before() {
    String id = ended("echo one; echo two; echo three");
    Instant third = logs(id).get(2).time();
    List<String> seen = new CopyOnWriteArrayList<>();

    try (var subscription =
        engine().followLogs(id, third, line -> seen.add(line.text()), () -> seen.add("THE END"))) {
      await().until(() -> seen.contains("THE END"));
    }

    assertThat(seen).containsExactly("three", "THE END");
  }
}
