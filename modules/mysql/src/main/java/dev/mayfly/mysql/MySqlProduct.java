package dev.mayfly.mysql;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.jdbc.mysql.MySqlImage;
import dev.mayfly.jdbc.url.SqlProduct;
import java.util.List;

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
            MySqlContainer::password,
            MySqlContainer::urlParameter)
        .initScript(request.scripts().toArray(FileSource[]::new));
  }

  @Override
  public Own database(SqlContainer server, String run, List<FileSource> scripts) throws Exception {
    RunningContainer running = server.running();
    SliceMaker<MySqlDatabase> maker = MySqlContainer.of().slices(running, run);
    try {
      String name = maker.make(MySqlDatabase.of().scripts(scripts.toArray(FileSource[]::new)));
      return new Own(
          () ->
              MySqlContainer.IMAGE
                  .access(running.spec())
                  .in(name)
                  .jdbcUrl(running.address(MySqlImage.PORT)),
          maker);
    } catch (Exception e) {
      maker.close();
      throw e;
    }
  }
}
