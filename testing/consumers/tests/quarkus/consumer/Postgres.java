package consumer;

import dev.mayfly.postgresql.PostgresContainer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The database of the application under test: there before it, and gone after it. */
public class Postgres implements QuarkusTestResourceLifecycleManager {

  private final PostgresContainer db = PostgresContainer.of();

  @Override
  public Map<String, String> start() {
    db.start();
    return Map.of(
        "quarkus.datasource.jdbc.url", db.jdbcUrl(),
        "quarkus.datasource.username", db.user(),
        "quarkus.datasource.password", db.password());
  }

  @Override
  public void stop() {
    db.close();
  }
}
