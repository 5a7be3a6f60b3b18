package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.Service;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL for one class. */
@Testcontainers
class PostgresTests {

  @Container static final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:15");

  @Test
  void answers() throws Exception {
    Service.POSTGRES.ask(postgres.getHost(), postgres.getMappedPort(5432));
  }
}
