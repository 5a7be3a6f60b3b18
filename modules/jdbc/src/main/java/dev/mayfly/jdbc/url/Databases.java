package dev.mayfly.jdbc.url;

import dev.mayfly.MayflyException;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.runtime.Containers;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The databases that this JVM's URLs have asked for, each started by its first connection, in one
 * session that stays until the JVM has ended: what uses them is closed only then. Thread-safe.
 */
final class Databases {

  private final Map<DatabaseUrl, Database> databases = new ConcurrentHashMap<>();
  private final Map<DatabaseUrl.Server, Server> servers = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();
  private @Nullable Containers session;

  /**
   * The running database of a URL.
   *
   * @throws IllegalArgumentException if no module knows its product, or the module can't make it
   * @throws MayflyException if it does not come to be
   */
  Open get(DatabaseUrl url) {
    return databases.computeIfAbsent(url, Database::new).open();
  }

  /**
   * A database that answers.
   *
   * @param server it is in
   * @param own what it is there, or null if it is the server's own
   */
  record Open(SqlContainer server, SqlProduct.@Nullable Own own) {

    String jdbcUrl() {
      return own == null ? server.jdbcUrl() : own.jdbcUrl().get();
    }
  }

  /** A URL's database. Its lock is held while it is made. */
  private final class Database {

    private final DatabaseUrl url;
    private @Nullable Open open;

    Database(DatabaseUrl url) {
      this.url = url;
    }

    synchronized Open open() {
      if (open == null) {
        SqlProduct product = product(url.product());
        Server server = servers.computeIfAbsent(url.server(), Server::new);
        SqlContainer running = server.running(product);
        open = new Open(running, url.isIsolated() ? own(product, running) : null);
      }
      return open;
    }

    private SqlProduct.Own own(SqlProduct product, SqlContainer server) {
      try {
        return product.database(server, RunId.next(), url.files());
      } catch (MayflyException e) {
        throw e;
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw new MayflyException("No database can be made for " + url + ": " + e.getMessage(), e);
      }
    }
  }

  /** A server that several URLs may share. Its lock is held while it starts. */
  private final class Server {

    private final DatabaseUrl.Server wanted;
    private @Nullable SqlContainer running;

    Server(DatabaseUrl.Server wanted) {
      this.wanted = wanted;
    }

    synchronized SqlContainer running(SqlProduct product) {
      if (running == null) {
        SqlContainer server = product.server(wanted.request());
        String alias = alias(product);
        running =
            wanted.isOfBuild() ? session().lease(alias, server) : session().start(alias, server);
      }
      return running;
    }
  }

  /** What it is called on the session's network, where no two may have one name. */
  private String alias(SqlProduct product) {
    int number = started.incrementAndGet();
    return number == 1 ? product.name() : product.name() + "-" + number;
  }

  private synchronized Containers session() {
    if (session == null) {
      session = Containers.openUntilJvmEnds();
    }
    return session;
  }

  private static SqlProduct product(String name) {
    List<SqlProduct> all =
        ServiceLoader.load(SqlProduct.class).stream().map(ServiceLoader.Provider::get).toList();
    return all.stream()
        .filter(product -> product.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No module on the class path knows \"%s\"; there are %s. try: add dev.mayfly:mayfly-%s"
                        .formatted(name, all.stream().map(SqlProduct::name).toList(), name)));
  }
}
