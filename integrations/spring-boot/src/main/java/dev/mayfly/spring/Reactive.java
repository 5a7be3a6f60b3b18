package dev.mayfly.spring;

import dev.mayfly.DeclarationException;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URI;
import java.util.List;

/** An SQL database as R2DBC's drivers are told of it. */
final class Reactive {

  /** The schemes of JDBC's URLs that R2DBC's drivers have as their names. */
  private static final List<String> DRIVERS = List.of("postgresql", "mysql", "mariadb");

  private Reactive() {}

  static ConnectionFactoryOptions options(Access.Sql sql) {
    URI uri = URI.create(sql.url().substring("jdbc:".length()));
    if (!DRIVERS.contains(uri.getScheme())) {
      throw new DeclarationException(
          "Which R2DBC driver "
              + sql
              + " needs is not known. try: @ServiceConnection(type = JdbcConnectionDetails.class), and"
              + " spring.r2dbc.url by @DynamicPropertySource.");
    }
    return ConnectionFactoryOptions.builder()
        .option(ConnectionFactoryOptions.DRIVER, uri.getScheme())
        .option(ConnectionFactoryOptions.HOST, uri.getHost())
        .option(ConnectionFactoryOptions.PORT, uri.getPort())
        .option(ConnectionFactoryOptions.DATABASE, uri.getPath().substring(1))
        .option(ConnectionFactoryOptions.USER, sql.user())
        .option(ConnectionFactoryOptions.PASSWORD, sql.password())
        .build();
  }
}
