package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.Service;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.runtime.Containers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One PostgreSQL that the next JVM of the build takes over. */
class SharedPostgresTests {

  private static final Containers containers = Containers.open();
  private static final PostgresContainer postgres = PostgresContainer.of("postgres:15");

  @BeforeAll
  static void lease() {
    containers.lease("postgres", postgres);
  }

  @Test
  void answers() throws Exception {
    Service.POSTGRES.ask(postgres.host(), postgres.port());
  }

  @AfterAll
  static void leave() {
    containers.close();
  }
}
