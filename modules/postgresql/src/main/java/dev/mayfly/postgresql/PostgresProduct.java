package dev.mayfly.postgresql;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.url.SqlProduct;

/** PostgreSQL for those who name it in a JDBC URL: {@code jdbc:mayfly:postgresql:15:///orders}. */
public final class PostgresProduct implements SqlProduct {

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public SqlContainer server(Request request) {
    return request
        .given(
            PostgresContainer.of(request.image("postgres", "15")),
            PostgresContainer::database,
            PostgresContainer::user,
            PostgresContainer::password,
            PostgresContainer::urlParameter)
        .initScript(request.scripts().toArray(FileSource[]::new));
  }

  @Override
  public DatabaseSource databases(SqlContainer server, String run) {
    RunningContainer running = server.running();
    return DatabaseSource.of(
        DatabaseMaker.open(running, run),
        PostgresDatabase.of()::scripts,
        name -> Postgres.access(running.spec()).in(name).jdbcUrl(running.address(Postgres.PORT)));
  }
}
