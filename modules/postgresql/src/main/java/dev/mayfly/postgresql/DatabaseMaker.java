package dev.mayfly.postgresql;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes databases as copies of templates, and each template once. Thread-safe.
 *
 * <p>Names contain the run, which is also the name of its connections. So a server that outlives
 * runs tells which databases belong to nobody any more; they are dropped when the next run begins.
 */
final class DatabaseMaker implements SliceMaker<PostgresDatabase> {

  private static final String EMPTY = "template1";
  private static final String IN_USE = "55006";

  /** PostgreSQL 15; those before copy files in any case. */
  private static final int FIRST_WITH_STRATEGIES = 150_000;

  private final RunningContainer container;
  private final AdminConnections server;
  private final String prefix;
  private final String strategy;
  private final AtomicInteger number = new AtomicInteger();
  private final Shelf disk = Shelf.onDisk();
  private volatile Shelf shelf;

  private DatabaseMaker(
      RunningContainer container,
      AdminConnections server,
      String prefix,
      String strategy,
      Shelf shelf) {
    this.container = container;
    this.server = server;
    this.prefix = prefix;
    this.strategy = strategy;
    this.shelf = shelf;
  }

  /** What a database holds: two of equal content are alike. */
  private record Content(String origin, List<String> steps) {}

  /**
   * Connects to the server.
   *
   * @throws MayflyException if it can't
   */
  static DatabaseMaker open(RunningContainer container, String run) {
    String prefix = "mayfly_" + run;
    try {
      AdminConnections server = AdminConnections.open(container, prefix);
      dropWhatDeadRunsLeft(server);
      return new DatabaseMaker(
          container, server, prefix, strategy(server), Shelf.open(server, prefix + "_s"));
    } catch (IOException | GeneralSecurityException e) {
      throw new MayflyException(
          "No databases can be made in " + container.name() + ": " + e.getMessage(), e);
    }
  }

  /** Copies of files cost a third less of the processor than the write-ahead log's way. */
  private static String strategy(AdminConnections server)
      throws IOException, GeneralSecurityException {
    String version = server.run("show server_version_num").get(0);
    return Integer.parseInt(version) < FIRST_WITH_STRATEGIES ? "" : " strategy file_copy";
  }

  private static void dropWhatDeadRunsLeft(AdminConnections server)
      throws IOException, GeneralSecurityException {
    for (String orphan : server.run(orphans("datname", "pg_database"))) {
      tidy(server, "drop database if exists " + orphan);
    }
    for (String orphan : server.run(orphans("spcname", "pg_tablespace"))) {
      tidy(server, "drop tablespace if exists " + orphan);
    }
  }

  private static void tidy(AdminConnections server, String drop)
      throws IOException, GeneralSecurityException {
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

  @Override
  public Object content(PostgresDatabase description) {
    return new Content(
        description.origin(), description.steps().stream().map(DatabaseMaker::key).toList());
  }

  private static String key(Step step) {
    if (step instanceof Step.Migration migration) {
      return "migration " + migration.key();
    }
    return step instanceof Step.Tool tool
        ? tool.run() + " " + MigrationFiles.hash(tool.folders())
        : "script " + Script.read(((Step.Script) step).source()).hash();
  }

  @Override
  public String make(PostgresDatabase description) throws Exception {
    Shelf here = shelf;
    try {
      return copy(template(description, here), "", here);
    } catch (ErrorResponse e) {
      if (!here.isLost(e) && !here.isFull(e)) {
        throw e;
      }
      Shelf next = here.isFull(e) ? disk : another(here);
      return copy(template(description, next), "", next);
    }
  }

  /** The server was started again; whoever notices first makes another shelf. */
  private synchronized Shelf another(Shelf lost) throws IOException, GeneralSecurityException {
    if (shelf.tablespace().equals(lost.tablespace())) {
      shelf = Shelf.open(server, prefix + "_s" + number.incrementAndGet());
    }
    return shelf;
  }

  private String template(PostgresDatabase description, Shelf here) throws Exception {
    if (description.steps().isEmpty() && origin(description).equals(EMPTY)) {
      return EMPTY;
    }
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> present = here.templates().putIfAbsent(content(description), mine);
    if (present == null) {
      makeTemplate(description, here, mine);
    }
    try {
      return (present == null ? mine : present).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private void makeTemplate(
      PostgresDatabase description, Shelf here, CompletableFuture<String> result) {
    try {
      String name = copy(origin(description), "t", here);
      try {
        new Template(container, server, name).fill(description.steps());
        result.complete(name);
      } catch (Exception | Error e) {
        drop(name);
        throw e;
      }
    } catch (Exception | Error e) {
      result.completeExceptionally(e);
    }
  }

  private String origin(PostgresDatabase description) {
    if (!description.origin().isEmpty()) {
      return description.origin();
    }
    boolean scripts = container.spec().files().stream().anyMatch(InitScript::runs);
    return scripts ? Login.of(container.spec()).database() : EMPTY;
  }

  private String copy(String template, String kind, Shelf here)
      throws IOException, GeneralSecurityException {
    String name = prefix + "_" + kind + number.incrementAndGet();
    try {
      server.run(
          "create database %s template \"%s\"%s%s"
              .formatted(name, template.replace("\"", "\"\""), here.clause(), strategy));
    } catch (ErrorResponse e) {
      if (e.state().equals(IN_USE)) {
        throw inUse(template, e);
      }
      throw e;
    }
    return name;
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

  @Override
  public void drop(String name) throws IOException, GeneralSecurityException {
    server.run("drop database if exists " + name + " with (force)");
  }

  @Override
  public void close() {
    server.close();
  }
}
