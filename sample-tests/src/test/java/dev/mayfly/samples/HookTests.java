package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.Occasion;
import dev.mayfly.TestOutcome;
import dev.mayfly.junit.Container;
import dev.mayfly.postgresql.PostgresContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Something done at the moments of a container's life. */
@Tag("docker")
class HookTests {

  // tag::hooks[]
  /** Keeps what the database held when a test failed. */
  record Dump(Path file) implements LifecycleHook {
    @Override
    public void at(Occasion occasion) throws Exception {
      if (occasion.outcome().filter(TestOutcome.FAILED::equals).isPresent()) {
        String dump = occasion.container().exec("pg_dumpall", "-U", "postgres").stdout();
        Files.writeString(file, dump);
      }
    }
  }

  /** Has the statistics that a planner needs. */
  record Analyze() implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {
      occasion.container().exec("vacuumdb", "-U", "postgres", "--all", "--analyze").orThrow();
    }
  }

  @Container
  static final PostgresContainer db =
      PostgresContainer.of("postgres:15")
          .initScript("schema.sql")
          .customize(
              spec ->
                  spec.when(Moment.READY, new Analyze())
                      .when(Moment.STOPPING, new Dump(Path.of("target/dump.sql"))));

  // end::hooks[]

  @Test
  void the_database_was_analyzed() {
    String analyzed =
        db.exec(
                "psql",
                "-U",
                "postgres",
                "-tAc",
                "select count(*) from pg_stat_user_tables where last_analyze is not null")
            .orThrow()
            .stdout();
    assertThat(analyzed.strip()).isEqualTo("1");
  }
}
