package dev.mayfly.mysql;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.url.SqlProduct;

/** MySQL for those who name it in a JDBC URL: {@code jdbc:mayfly:mysql:8.4:///orders}. */
public final class MySqlProduct implements SqlProduct {

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public SqlContainer server(Request request) {
    return request
        .given(
            MySqlContainer.of(request.image("mysql", "8.4")),
            MySqlContainer::database,
            MySqlContainer::user,
            "root".equals(request.user()) ? MySqlContainer::rootPassword : MySqlContainer::password,
            MySqlContainer::urlParameter)
        .initScript(request.scripts().toArray(FileSource[]::new));
  }

  @Override
  public DatabaseSource databases(SqlContainer server, String run) {
    RunningContainer running = server.running();
    return DatabaseSource.of(
        MySqlContainer.of().slices(running, run),
        MySqlDatabase.of()::scripts,
        name ->
            MySqlContainer.IMAGE
                .access(running.spec())
                .in(name)
                .jdbcUrl(running.address(MySqlImage.PORT)));
  }
}
