package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is otherwise than in the last runs without a failure. */
class LastGreenTests {

  private static final LastGreen NONE = LastGreen.of(List.of());

  /** Later than all that is made up here, so that each run is a build of its own. */
  private static final Instant NEXT = Instant.parse("2030-01-01T00:00:00Z");

  /** A run of one container. */
  private static RunRecord run(String place, String image, long wait) {
    MadeUpRun run = new MadeUpRun();
    run.started("db", place, image, 5432, 9_000, wait);
    return run.toRecord();
  }

  private static LastGreen after(RunRecord... runs) {
    LastGreen last = NONE;
    for (RunRecord run : runs) {
      last = LastGreen.of(last.and(run, NEXT).lines());
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
  void an_image_of_this_machine_has_no_digest_to_pin_it_by() {
    MadeUpRun before = new MadeUpRun();
    before.started("shop", "field T.shop", "shop:dev", 8080, 5, 500).found("sha256:1");
    MadeUpRun now = new MadeUpRun();
    now.started("shop", "field T.shop", "shop:dev", 8080, 5, 500).found("sha256:2");

    assertThat(after(before.toRecord()).news(now.toRecord()))
        .containsExactly(
            "shop:dev is another image than in the last green run, for field T.shop: now sha256:2,"
                + " then sha256:1.");
  }

  @Test
  void a_place_that_many_containers_have_tells_nothing() {
    assertThat(after(run("container", "redis:7", 90)).news(run("container", "postgres:15", 90)))
        .isEmpty();
  }

  @Test
  void classes_of_one_name_are_told_apart_by_their_packages() {
    MadeUpRun orders = new MadeUpRun();
    orders.started("db", "field StoreTests.db", "postgres:15", 5432, 5, 500);
    orders.test("orders.StoreTests", "stores()", 5, "", "db");
    MadeUpRun stock = new MadeUpRun();
    stock.started("db", "field StoreTests.db", "mariadb:11", 3306, 5, 500);
    stock.test("stock.StoreTests", "stores()", 5, "", "db");
    LastGreen last = after(orders.toRecord());

    assertThat(last.news(stock.toRecord())).isEmpty();
    assertThat(last.and(stock.toRecord(), NEXT).places())
        .containsOnlyKeys(
            "field com.example.orders.StoreTests.db", "field com.example.stock.StoreTests.db");
  }

  @Test
  void of_one_build_a_place_keeps_the_longest_time() {
    LastGreen last = after(run("field T.db", "postgres:15", 800));
    Instant build = Instant.parse("2025-01-01T00:00:00Z");
    for (long wait : List.of(9_000, 30_000, 700, 600, 500)) {
      last = last.and(run("field T.db", "postgres:15", wait), build);
    }

    assertThat(last.places().get("field T.db").millis()).containsExactly(30_205L);
  }

  @Test
  void a_container_that_another_jvm_has_started_is_not_measured() {
    MadeUpRun taker = new MadeUpRun();
    Life life = taker.journal.begin("db", "field T.db", ContainerSpec.of("postgres:15"));
    for (Phase phase : List.of(Phase.START, Phase.READY)) {
      life.begins(phase);
      life.ends(phase);
    }
    life.ready("localhost", Map.of());

    assertThat(after(taker.toRecord()).places()).isEmpty();
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
    LastGreen after = last.and(many.toRecord(), NEXT);
    for (int again = 0; again < 9; again++) {
      after = after.and(many.toRecord(), NEXT);
    }

    assertThat(after.lines()).hasSize(500).noneMatch(line -> line.startsWith("field T.old"));
    assertThat(after.places().values()).allMatch(known -> known.millis().size() == 5);
  }

  @Test
  void what_is_damaged_counts_for_nothing() {
    assertThat(LastGreen.of(List.of("", "a\tb", "p\ti\t\tx,\ty", "\u0000")).lines()).hasSize(1);
  }
}
