package dev.mayfly.jdbc.url;

import dev.mayfly.MayflyException;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.runtime.Containers;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
   * @param url where it is now
   */
  record Open(SqlContainer server, Supplier<String> url) {

    String jdbcUrl() {
      return url.get();
    }
  }

  /** A URL's database. Its lock is held while it is made; that it failed is told ever after. */
  private final class Database {

    private final DatabaseUrl url;
    private @Nullable Open open;
    private @Nullable MayflyException failure;

    Database(DatabaseUrl url) {
      this.url = url;
    }

    synchronized Open open() {
      if (failure != null) {
        throw failure;
      }
      if (open == null) {
        try {
          open = make();
        } catch (MayflyException e) {
          failure = e;
          throw e;
        }
      }
      return open;
    }

    private Open make() {
      SqlProduct product = product(url.product());
      Server server = servers.computeIfAbsent(url.server(), Server::new);
      SqlContainer running = server.running(product);
      return new Open(running, url.isIsolated() ? own(product, server) : running::jdbcUrl);
    }

    private Supplier<String> own(SqlProduct product, Server server) {
      try {
        return server.databases(product).make(url.files());
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
    private SqlProduct.@Nullable DatabaseSource databases;

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

    /** Its run has one maker of databases, so that equal scripts are run once. */
    synchronized SqlProduct.DatabaseSource databases(SqlProduct product) throws Exception {
      if (databases == null) {
        databases = product.databases(running(product), session().sessionId());
      }
      return databases;
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
        ServiceLoader.load(SqlProduct.class, SqlProduct.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(product -> product.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No module on the class path knows \"%s\"; there are %s. try: postgresql, mysql or mariadb, each with its dev.mayfly:mayfly-… on the class path"
                        .formatted(name, all.stream().map(SqlProduct::name).toList())));
  }
}
