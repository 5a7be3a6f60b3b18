package dev.mayfly.jdbc.url;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.ConnectionFactoryProvider;
import io.r2dbc.spi.Option;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The R2DBC driver for {@code r2dbc:mayfly:postgresql:15:///orders?init=classpath:schema.sql}: the
 * first connection starts a container, and each is made by the server's own R2DBC driver, which has
 * to be on the class path. A JDBC URL that asks for the same leads to the same database. It is
 * removed when the JVM has ended.
 *
 * <p>R2DBC finds it by itself. Thread-safe.
 */
public final class ReactiveDriver implements ConnectionFactoryProvider {

  private static final String NAME = "mayfly";
  private static final String INIT = "init";

  @Override
  public String getDriver() {
    return NAME;
  }

  @Override
  public boolean supports(ConnectionFactoryOptions given) {
    return NAME.equals(given.getValue(ConnectionFactoryOptions.DRIVER));
  }

  /**
   * Connections to what a URL asks for; nothing is started yet.
   *
   * @throws IllegalArgumentException if the URL is wrong or the server's own driver is not there
   */
  @Override
  public ConnectionFactory create(ConnectionFactoryOptions given) {
    DatabaseUrl url = url(given);
    ConnectionFactoryOptions.Builder drivers =
        ConnectionFactoryOptions.builder().from(given, option -> !isOurs(option));
    return ReactiveConnections.of(
        url, drivers.option(ConnectionFactoryOptions.DRIVER, url.product()).build());
  }

  private static boolean isOurs(Option<?> option) {
    return option.equals(ConnectionFactoryOptions.PROTOCOL)
        || option.name().equals(INIT)
        || DatabaseUrl.OURS.contains(option.name());
  }

  /** Options of the driver are in no part of it, as they change nothing of the server. */
  private static DatabaseUrl url(ConnectionFactoryOptions given) {
    String[] product = text(given, "protocol").split(":", 2);
    if (product[0].isEmpty()) {
      throw new IllegalArgumentException(
          "The URL names no product. try: r2dbc:mayfly:postgresql:15:///orders?init=classpath:schema.sql");
    }
    Map<String, String> own = new TreeMap<>();
    for (String name : DatabaseUrl.OURS) {
      String value = text(given, name);
      if (!value.isEmpty()) {
        own.put(name, value);
      }
    }
    String script = text(given, INIT);
    return new DatabaseUrl(
        product[0],
        product.length == 1 ? "" : product[1],
        text(given, "database"),
        script.isEmpty() ? List.of() : List.of(script),
        own,
        Map.of());
  }

  private static String text(ConnectionFactoryOptions given, String name) {
    @Nullable Object value = given.getValue(Option.valueOf(name));
    return value == null ? "" : value.toString();
  }
}
