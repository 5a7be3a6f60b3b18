package dev.mayfly.postgresql;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The databases made in a server between two of its starts, as copies of templates, each of which
 * is made once. Whatever is asked after the next start throws {@link ServerStartedAgain}.
 * Thread-safe.
 */
final class Databases implements Closeable {

  private static final String IN_USE = "55006";

  private final RunningContainer container;
  private final AdminConnections server;
  private final String prefix;
  private final Traits traits;
  private final Set<String> withTraits = ConcurrentHashMap.newKeySet();
  private final ServerVersion version;
  private final Tablespace memory;
  private final Tablespace disk = Tablespace.onDisk();
  private final AtomicInteger number = new AtomicInteger();

  private Databases(
      RunningContainer container,
      AdminConnections server,
      String prefix,
      ServerVersion version,
      Tablespace memory) {
    this.container = container;
    this.server = server;
    this.traits = new Traits(server);
    this.prefix = prefix;
    this.version = version;
    this.memory = memory;
  }

  /**
   * Connects to the server.
   *
   * @param start tells this one of the server's starts from others in the run
   */
  static Databases open(RunningContainer container, String run, int start)
      throws IOException, GeneralSecurityException {
    String prefix = run + "_" + start + "_";
    AdminConnections server = AdminConnections.open(container, run);
    try {
      return new Databases(
          container,
          server,
          prefix,
          ServerVersion.of(server),
          Tablespace.open(server, prefix + "s"));
    } catch (IOException | GeneralSecurityException e) {
      server.close();
      throw e;
    }
  }

  /** Drops what is in the server under the names of runs that are connected no more. */
  void dropWhatDeadRunsLeft() throws IOException, GeneralSecurityException {
    for (String orphan : server.run(orphans("datname", "pg_database"))) {
      tidy("drop database if exists " + orphan);
    }
    for (String orphan : server.run(orphans("spcname", "pg_tablespace"))) {
      tidy("drop tablespace if exists " + orphan);
    }
  }

  private void tidy(String drop) throws IOException, GeneralSecurityException {
    try {
      server.run(drop);
    } catch (ErrorResponse e) {
      return; // another run tidies up too, or the next one will
    }
  }

  private static String orphans(String name, String table) {
    return "select %1$s from %2$s where %1$s ~ '^mayfly_[0-9a-f]{12}_' and left(%1$s, 19) not in"
            .formatted(name, table)
        + " (select application_name from pg_stat_activity)";
  }

  /**
   * A copy of the template for what is described.
   *
   * @param content two of equal content are alike
   */
  String copy(PostgresDatabase description, Object content) throws Exception {
    try {
      return copy(template(description, content, memory), "", memory);
    } catch (ErrorResponse e) {
      if (!memory.isFull(e)) {
        throw e;
      }
      return copy(template(description, content, disk), "", disk);
    }
  }

  private String template(PostgresDatabase description, Object content, Tablespace here)
      throws Exception {
    if (description.filling().isEmpty() && origin(description).equals(AdminConnections.EMPTY)) {
      return AdminConnections.EMPTY;
    }
    return here.templates().get(content, () -> filled(description, here));
  }

  private String filled(PostgresDatabase description, Tablespace here) throws Exception {
    String origin = origin(description);
    if (!origin.equals(AdminConnections.EMPTY) && traits.areIn(origin)) {
      withTraits.add(origin);
    }
    String name = copy(origin, "t", here);
    try {
      new Template(container, server, name).fill(description.filling());
      if (traits.areIn(name)) {
        withTraits.add(name);
      }
      return name;
    } catch (Exception | Error e) {
      try {
        drop(name);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private String origin(PostgresDatabase description) {
    if (!description.origin().isEmpty()) {
      return description.origin();
    }
    boolean scripts = PostgresContainer.INIT_SCRIPTS.areIn(container.spec());
    return scripts ? Postgres.login(container.spec().env()).database() : AdminConnections.EMPTY;
  }

  private String copy(String template, String kind, Tablespace here)
      throws IOException, GeneralSecurityException {
    String name = prefix + kind + number.incrementAndGet();
    try {
      server.run(
          "create database %s template \"%s\"%s%s"
              .formatted(name, template.replace("\"", "\"\""), here.clause(), version.copying()));
    } catch (ErrorResponse e) {
      if (e.state().equals(IN_USE)) {
        throw inUse(template, e);
      }
      throw e;
    }
    if (withTraits.contains(template)) {
      giveTraits(template, name);
    }
    return name;
  }

  private void giveTraits(String template, String name)
      throws IOException, GeneralSecurityException {
    try {
      traits.copy(template, name);
    } catch (IOException e) {
      drop(name);
      throw e;
    }
  }

  private static MayflyException inUse(String template, ErrorResponse e) {
    return new MayflyException(
        e.getMessage()
            + ". Databases can be copied from "
            + template
            + " only while nobody is connected to it: close the connections to it first, or let the"
            + " slice have the scripts that the container has now.",
        e);
  }

  /** Whether this made a database, and the server has not been started again. */
  boolean has(String name) throws IOException, GeneralSecurityException {
    return name.startsWith(prefix) && !server.run("select 1").isEmpty();
  }

  void drop(String name) throws IOException, GeneralSecurityException {
    for (String statement : version.dropping(name)) {
      server.run(statement);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
