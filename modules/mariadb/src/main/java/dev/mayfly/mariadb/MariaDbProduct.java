package dev.mayfly.mariadb;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.url.SqlProduct;

/** MariaDB for those who name it in a JDBC URL: {@code jdbc:mayfly:mariadb:11.8:///orders}. */
public final class MariaDbProduct implements SqlProduct {

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public SqlContainer server(Request request) {
    return request
        .given(
            MariaDbContainer.of(request.image("mariadb", "11.8")),
            MariaDbContainer::database,
            MariaDbContainer::user,
            "root".equals(request.user())
                ? MariaDbContainer::rootPassword
                : MariaDbContainer::password,
            MariaDbContainer::urlParameter)
        .initScript(request.scripts().toArray(FileSource[]::new));
  }

  @Override
  public DatabaseSource databases(SqlContainer server, String run) {
    RunningContainer running = server.running();
    return DatabaseSource.of(
        MariaDbContainer.of().slices(running, run),
        MariaDbDatabase.of()::scripts,
        name ->
            MariaDbContainer.IMAGE
                .access(running.spec())
                .in(name)
                .jdbcUrl(running.address(MySqlImage.PORT)));
  }
}
