package dev.mayfly.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a session that goes on. */
class LiveReportTests {

  private final MadeUpRun run = new MadeUpRun();
  private final PrintStream console = new PrintStream(new ByteArrayOutputStream(), true);
  @TempDir private Path root;

  private Path module() {
    return root.resolve("shop/target/mayfly");
  }

  private Path build() {
    return root.resolve("target/mayfly");
  }

  private Report report() {
    return Report.of(Set.of("html", "json"), Optional.of(module()), console)
        .inBuild(Optional.of(build()), "shop");
  }

  private LiveReport begin(Report report) {
    return LiveReport.begin(report, run.journal, "abc", Duration.ofMillis(5));
  }

  private static String content(Path page) throws IOException {
    return Files.exists(page) ? Files.readString(page) : "";
  }

  @Test
  void what_is_being_started_is_on_the_pages_of_the_module_and_of_the_build() {
    Life life = run.journal.begin("db", "field OrderTests.db", ContainerSpec.of("postgres:15"));
    life.begins(Phase.IMAGE);

    try (LiveReport live = begin(report())) {
      assertThat(live).isNotNull();
      await()
          .untilAsserted(
              () -> {
                assertThat(content(build().resolve("index.html")))
                    .contains("data-life=\"running\"", "field OrderTests.db (postgres:15)")
                    .contains("\"folder\":\"../../shop/target/mayfly/\"", "\"module\":\"shop\"");
                assertThat(content(module().resolve("index.html")))
                    .contains("data-life=\"running\"", "\"folder\":\"\"");
                assertThat(content(module().resolve("abc.html"))).contains("\"over\":false");
              });
    }
    assertThat(module().resolve("abc.json")).doesNotExist();
  }

  @Test
  void what_happens_meanwhile_comes_onto_the_page() {
    run.started("db", "field OrderTests.db", "postgres:15", 5432, 5, 500);
    try (LiveReport live = begin(report())) {
      assertThat(live).isNotNull();
      await().until(() -> content(build().resolve("index.html")).contains("\"tests\":0"));

      run.test("OrderTests", "an_order_is_stored()", 20, "java.lang.AssertionError: no", "db");

      await()
          .until(
              () ->
                  content(build().resolve("index.html"))
                      .matches("(?s).*\\\"failedTests\\\":1,.*OrderTests.an_order_is_stored.*"));
    }
  }

  @Test
  void nothing_is_written_after_the_end_and_no_thread_stays() throws IOException {
    run.started("db", "field OrderTests.db", "postgres:15", 5432, 5, 500);
    Report report = report();
    LiveReport live = begin(report);
    await().until(() -> Files.exists(module().resolve("abc.html")));

    live.close();
    report.write(run.journal, "abc");

    await().until(() -> !isThere("mayfly-report-abc"));
    assertThat(content(module().resolve("abc.html"))).contains("\"over\":true");
    assertThat(content(build().resolve("index.html"))).contains("data-life=\"over\"");
    try (Stream<Path> files = Files.list(module())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".runs", "index.html", "abc.html", "abc.json");
    }
  }

  @Test
  void a_folder_that_cannot_be_written_yet_ends_nothing() throws IOException {
    Path inTheWay = Files.writeString(root.resolve("shop"), "a file");
    AtomicInteger looks = new AtomicInteger();
    Journal journal = new Journal(() -> Instant.EPOCH.plusMillis(looks.getAndIncrement()));
    journal.begin("db", "field OrderTests.db", ContainerSpec.of("postgres:15"));

    try (LiveReport live = LiveReport.begin(report(), journal, "abc", Duration.ofMillis(5))) {
      assertThat(live).isNotNull();
      int before = looks.get();
      await().until(() -> looks.get() > before + 3);
      assertThat(inTheWay).hasContent("a file");

      Files.delete(inTheWay);

      await().until(() -> Files.exists(module().resolve("abc.html")));
    }
  }

  @Test
  void a_journal_that_cannot_be_read_yet_ends_nothing() {
    AtomicBoolean isBroken = new AtomicBoolean();
    AtomicInteger failures = new AtomicInteger();
    Journal journal =
        new Journal(
            () -> {
              if (isBroken.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("no time");
              }
              return Instant.EPOCH;
            });
    journal.begin("db", "field OrderTests.db", ContainerSpec.of("postgres:15"));
    isBroken.set(true);

    try (LiveReport live = LiveReport.begin(report(), journal, "abc", Duration.ofMillis(5))) {
      assertThat(live).isNotNull();
      await().until(() -> failures.get() > 2);

      isBroken.set(false);

      await().until(() -> Files.exists(module().resolve("abc.html")));
    }
  }

  private static boolean isThere(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }
}
