package dev.mayfly.postgresql;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.url.SqlProduct;
import java.util.List;
import java.util.Map;

/** PostgreSQL for those who name it in a JDBC URL: {@code jdbc:mayfly:postgresql:15:///orders}. */
public final class PostgresProduct implements SqlProduct {

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public SqlContainer server(Request request) {
    PostgresContainer server = PostgresContainer.of(request.image("postgres", "15"));
    if (request.database() != null) {
      server = server.database(request.database());
    }
    if (request.user() != null) {
      server = server.user(request.user());
    }
    if (request.password() != null) {
      server = server.password(request.password());
    }
    for (Map.Entry<String, String> option : request.options().entrySet()) {
      server = server.urlParameter(option.getKey(), option.getValue());
    }
    return server.initScript(request.scripts().toArray(FileSource[]::new));
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
