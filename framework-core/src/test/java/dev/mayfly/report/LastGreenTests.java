package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is otherwise than in the last runs without a failure. */
class LastGreenTests {

  private static final LastGreen NONE = LastGreen.of(List.of());

  /** A run of one container. */
  private static RunRecord run(String place, String image, long wait) {
    MadeUpRun run = new MadeUpRun();
    run.started("db", place, image, 5432, 9_000, wait);
    return run.toRecord();
  }

  private static LastGreen after(RunRecord... runs) {
    LastGreen last = NONE;
    for (RunRecord run : runs) {
      last = LastGreen.of(last.and(run).lines());
    }
    return last;
  }

  @Test
  void without_an_earlier_run_nothing_is_said() {
    assertThat(NONE.news(run("field T.db", "postgres:15", 90_000))).isEmpty();
  }

  @Test
  void the_same_again_is_no_news() {
    RunRecord same = run("field T.db", "postgres:15", 800);

    assertThat(after(same).news(same)).isEmpty();
  }

  @Test
  void a_start_that_takes_more_than_twice_as_long_and_two_seconds_is_told() {
    LastGreen before =
        after(run("field T.db", "postgres:15", 1_795), run("field T.db", "postgres:15", 800));

    assertThat(before.news(run("field T.db", "postgres:15", 5_795)))
        .containsExactly(
            "field T.db (postgres:15) was ready after 6.0 s; in the last green runs it took 2.0 s at"
                + " most.");
    assertThat(before.news(run("field T.db", "postgres:15", 3_700))).isEmpty();
  }

  @Test
  void a_short_start_may_take_many_times_as_long() {
    assertThat(after(run("field T.db", "redis:7", 20)).news(run("field T.db", "redis:7", 1_900)))
        .isEmpty();
  }

  @Test
  void where_most_containers_are_slower_it_is_the_machine() {
    MadeUpRun before = new MadeUpRun();
    MadeUpRun now = new MadeUpRun();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      before.started(name, "field T." + name, "redis:7", 6379, 5, 500);
      now.started(name, "field T." + name, "redis:7", 6379, 5, 9_000);
    }

    assertThat(after(before.toRecord()).news(now.toRecord()))
        .singleElement()
        .asString()
        .startsWith("5 of 5 containers took more than twice as long");
  }

  @Test
  void another_image_is_told_once_for_all_places() {
    MadeUpRun before = new MadeUpRun();
    MadeUpRun now = new MadeUpRun();
    for (String type : List.of("A", "B")) {
      before.started("db", "field " + type + "Tests.db", "postgres:15", 5432, 5, 500);
      now.started("db", "field " + type + "Tests.db", "postgres:16", 5432, 5, 500);
    }

    assertThat(after(before.toRecord()).news(now.toRecord()))
        .containsExactly(
            "postgres:16 in place of postgres:15, which the last green run had, for field"
                + " ATests.db, field BTests.db.");
  }

  @Test
  void a_name_that_means_another_image_now_is_told_with_both() {
    MadeUpRun before = new MadeUpRun();
    before.started("db", "field T.db", "postgres:latest", 5432, 5, 500).found("postgres@sha256:1");
    MadeUpRun now = new MadeUpRun();
    now.started("db", "field T.db", "postgres:latest", 5432, 5, 500)
        .found("postgres@sha256:0123456789abcdef");

    assertThat(after(before.toRecord()).news(now.toRecord()))
        .containsExactly(
            "postgres:latest is another image than in the last green run, for field T.db: now"
                + " sha256:0123456789ab, then sha256:1. A digest in its name would pin it.");
  }

  @Test
  void a_new_container_is_told_of_a_class_that_is_known() {
    LastGreen before = after(run("field shop.OrderTests.db", "postgres:15", 500));

    assertThat(before.news(run("field shop.OrderTests.cache", "redis:7", 90)))
        .containsExactly("field shop.OrderTests.cache (redis:7) is new since the last green run.");
    assertThat(before.news(run("field shop.StockTests.db", "postgres:15", 90))).isEmpty();
  }

  @Test
  void what_this_jvm_had_itself_is_no_earlier_run() {
    RunRecord first = run("field T.db", "postgres:15", 500);
    RunRecord second = run("field T.db", "postgres:16", 500);
    LastGreen last = after(first);

    assertThat(last.before(first.ended()).news(second)).isEmpty();
    assertThat(last.before(first.ended().plusMillis(1)).news(second)).hasSize(1);
  }

  @Test
  void of_much_news_a_few_are_told() {
    MadeUpRun now = new MadeUpRun();
    IntStream.range(0, 9)
        .forEach(i -> now.started("c" + i, "field T.c" + i, "redis:7", 6379, 5, 90));

    assertThat(after(run("field T.db", "postgres:15", 90)).news(now.toRecord()))
        .hasSize(6)
        .last()
        .isEqualTo("The same is true of 4 more.");
  }

  @Test
  void the_file_stays_small_and_keeps_what_was_seen_last() {
    LastGreen last = after(run("field T.old", "redis:7", 90));
    MadeUpRun many = new MadeUpRun();
    many.clock.goOn(60_000);
    IntStream.range(0, 600)
        .forEach(i -> many.started("c" + i, "field T.c" + i, "redis:7", 6379, 5, 90));
    LastGreen after = last.and(many.toRecord());
    for (int again = 0; again < 9; again++) {
      after = after.and(many.toRecord());
    }

    assertThat(after.lines()).hasSize(500).noneMatch(line -> line.startsWith("field T.old"));
    assertThat(after.places().values()).allMatch(known -> known.millis().size() == 5);
  }

  @Test
  void what_is_damaged_counts_for_nothing() {
    assertThat(LastGreen.of(List.of("", "a\tb", "p\ti\t\tx,\ty", "\u0000")).lines()).hasSize(1);
  }
}
