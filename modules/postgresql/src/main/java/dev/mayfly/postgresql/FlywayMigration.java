package dev.mayfly.postgresql;

import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Runs a user's Flyway.
 *
 * @param locations as Flyway has them
 */
record FlywayMigration(List<String> locations) implements DatabaseMigration {

  @Override
  public void migrate(String jdbcUrl) {
    Flyway.configure()
        .dataSource(jdbcUrl, null, null)
        .locations(locations.toArray(String[]::new))
        .load()
        .migrate();
  }
}
