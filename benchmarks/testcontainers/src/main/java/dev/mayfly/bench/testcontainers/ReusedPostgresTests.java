package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.Service;
import dev.mayfly.bench.subject.Wanted;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL that outlives its JVM; the runner allows it, and removes it in the end. */
class ReusedPostgresTests {

  @SuppressWarnings("resource") // it is to stay
  private static final PostgreSQLContainer postgres =
      new PostgreSQLContainer("postgres:15")
          .withReuse(true)
          .withLabels(Map.of(Wanted.LABEL, System.getProperty("bench.run", "by hand")));

  @BeforeAll
  static void start() {
    postgres.start();
  }

  @Test
  void answers() throws Exception {
    Service.POSTGRES.ask(postgres.getHost(), postgres.getMappedPort(5432));
  }
}
