package dev.mayfly.postgresql;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.filling.Filling;
import dev.mayfly.jdbc.login.JdbcAccess;
import dev.mayfly.jdbc.login.Login;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Fills the database that others are copied from, and closes it to everybody. */
final class Template {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RunningContainer container;
  private final AdminConnections server;
  private final JdbcAccess access;

  /**
   * A database that exists.
   *
   * @param name one that needs no quotes
   */
  Template(RunningContainer container, AdminConnections server, String name) {
    this.container = container;
    this.server = server;
    this.access = Postgres.access(container.spec()).in(name);
  }

  void fill(Filling filling) throws IOException, GeneralSecurityException {
    filling.into(access.dataSource(this::address), this::run);
    String name = access.login().database();
    server.run("alter database " + name + " with allow_connections false");
    server.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
  }

  /** The engine's: what fails here must be the migration's own fault. */
  private String address() {
    return JdbcAccess.address(container.mappedAddress(Postgres.PORT));
  }

  private void run(String name, byte[] sql) {
    Login login = access.login();
    ExecResult end =
        container.exec(
            ExecSpec.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", login.user(), "-f", "-")
                .env("PGDATABASE", login.database())
                .env("PGPASSWORD", login.password())
                .timeout(PATIENCE)
                .stdin(sql));
    if (end.exitCode() != 0) {
      throw new MayflyException(
          "Script %s failed; psql says:\n%s"
              .formatted(name, (end.stdout() + end.stderr()).strip()));
    }
  }
}
