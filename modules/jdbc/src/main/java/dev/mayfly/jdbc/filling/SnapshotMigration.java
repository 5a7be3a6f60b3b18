package dev.mayfly.jdbc.filling;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.arguments.Given;
import dev.mayfly.jdbc.DatabaseMigration;
import dev.mayfly.jdbc.login.JdbcAccess;
import java.util.function.Function;

/**
 * Fills a server's database when it is ready and did not start from a snapshot.
 *
 * @param access the way into the database that a description says
 * @param port where the server listens
 * @param migration what fills it
 */
public record SnapshotMigration(
    Function<ContainerSpec, JdbcAccess> access, int port, DatabaseMigration migration)
    implements LifecycleHook {

  /**
   * The description with a snapshot that holds what the migration makes.
   *
   * @param key stands for what it does
   */
  public ContainerSpec addTo(ContainerSpec spec, String key) {
    Given.value(migration, "snapshot's migration");
    return spec.snapshot(SnapshotSpec.of().version(key), this);
  }

  @Override
  public void at(Occasion occasion) throws Exception {
    RunningContainer container = occasion.container();
    migration.migrate(access.apply(container.spec()).dataSource(() -> container.address(port)));
  }
}
