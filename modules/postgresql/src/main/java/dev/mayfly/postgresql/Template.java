package dev.mayfly.postgresql;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.postgresql.Step.Migration;
import dev.mayfly.postgresql.Step.Tool;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Fills the database that others are copied from, and closes it to everybody. */
final class Template {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RunningContainer container;
  private final AdminConnections server;
  private final Login login;

  /**
   * A database that exists.
   *
   * @param name one that needs no quotes
   */
  Template(RunningContainer container, AdminConnections server, String name) {
    this.container = container;
    this.server = server;
    this.login = Login.of(container.spec()).in(name);
  }

  void fill(Iterable<Step> steps) throws Exception {
    for (Step step : steps) {
      if (step instanceof Migration migration) {
        migrate("The migration \"" + migration.key() + "\"", migration.function());
      } else if (step instanceof Tool tool) {
        run(tool);
      } else {
        run(Script.read(((Step.Script) step).source()));
      }
    }
    server.run("alter database " + login.database() + " with allow_connections false");
    server.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + login.database()
            + "'");
  }

  private void run(Tool tool) {
    try {
      migrate(tool.name() + " with " + tool.input(), tool.run());
    } catch (NoClassDefFoundError e) {
      throw new MayflyException(
          tool.name() + " is not on the class path: add " + tool.artifact() + ".", e);
    }
  }

  private void migrate(String name, DatabaseMigration migration) {
    try {
      migration.migrate(login.dataSource(this::address));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String problem = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new MayflyException(name + " failed: " + problem, e);
    }
  }

  /** The engine's: what fails here must be the migration's own fault. */
  private String address() {
    InetSocketAddress server = container.mappedAddress(Login.PORT);
    String host = server.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
  }

  private void run(Script script) {
    ExecResult end =
        container.exec(
            ExecSpec.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", login.user(), "-f", "-")
                .env("PGDATABASE", login.database())
                .env("PGPASSWORD", login.password())
                .timeout(PATIENCE)
                .stdin(script.sql()));
    if (end.exitCode() != 0) {
      throw new MayflyException(
          "Script %s failed; psql says:\n%s"
              .formatted(script.name(), (end.stdout() + end.stderr()).strip()));
    }
  }
}
