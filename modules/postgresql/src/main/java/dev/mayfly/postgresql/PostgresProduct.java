package dev.mayfly.postgresql;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.url.SqlProduct;
import java.util.List;

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
  public Own database(SqlContainer server, String run, List<FileSource> scripts) throws Exception {
    RunningContainer running = server.running();
    DatabaseMaker maker = DatabaseMaker.open(running, run);
    try {
      PostgresDatabase wanted = PostgresDatabase.of().scripts(scripts.toArray(FileSource[]::new));
      String name = maker.make(wanted);
      return new Own(
          () -> Postgres.access(running.spec()).in(name).jdbcUrl(running.address(Postgres.PORT)),
          maker);
    } catch (Exception e) {
      maker.close();
      throw e;
    }
  }
}
