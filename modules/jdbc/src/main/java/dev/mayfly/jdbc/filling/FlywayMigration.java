package dev.mayfly.jdbc.filling;

import dev.mayfly.jdbc.DatabaseMigration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Runs a user's Flyway.
 *
 * @param locations as Flyway has them
 */
record FlywayMigration(List<String> locations) implements DatabaseMigration {

  @Override
  public void migrate(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations(locations.toArray(String[]::new))
        .load()
        .migrate();
  }
}
