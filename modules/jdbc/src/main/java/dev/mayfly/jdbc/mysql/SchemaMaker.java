package dev.mayfly.jdbc.mysql;

import dev.mayfly.InitScripts;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.jdbc.filling.Templates;
import dev.mayfly.jdbc.login.JdbcAccess;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Makes schemas in a server, as copies of templates, each of which is made once and kept as a dump.
 * Thread-safe.
 *
 * <p>Names contain the run, which holds a lock of the server's under the same name while it lives.
 * So a server that outlives runs tells which schemas belong to nobody any more; they are dropped
 * when the next run begins.
 *
 * @param <S> the type of slices
 */
public final class SchemaMaker<S extends Slice> implements SliceMaker<S> {

  private final RunningContainer container;
  private final InitScripts initScripts;
  private final Function<S, SchemaContent> described;
  private final JdbcAccess user;
  private final JdbcAccess root;
  private final String run;
  private final RootConnection server;
  private final Client client;
  private final Templates<SchemaTemplate> templates = Templates.none();
  private final AtomicInteger number = new AtomicInteger();

  private SchemaMaker(
      MySqlImage image,
      InitScripts initScripts,
      RunningContainer container,
      String run,
      Function<S, SchemaContent> described) {
    this.container = container;
    this.initScripts = initScripts;
    this.described = described;
    this.user = image.access(container.spec());
    this.root = image.root(container.spec());
    this.run = "mayfly_" + run;
    this.server = new RootConnection(container, root, this.run, rights());
    this.client = new Client(container, root.login().password());
  }

  /** What a schema holds: two of equal content are alike. */
  private record Content(String origin, List<String> steps) {}

  /**
   * Connects to the server, and drops what dead runs left in it.
   *
   * @param initScripts where the container's own scripts are
   * @throws MayflyException if it can't
   */
  public static <S extends Slice> SchemaMaker<S> open(
      MySqlImage image,
      InitScripts initScripts,
      RunningContainer container,
      String run,
      Function<S, SchemaContent> described) {
    SchemaMaker<S> maker = new SchemaMaker<>(image, initScripts, container, run, described);
    try {
      maker.begin();
      return maker;
    } catch (SQLException e) {
      maker.close();
      throw new MayflyException(
          "No schemas can be made in " + container.name() + ": " + e.getMessage(), e);
    }
  }

  private void begin() throws SQLException {
    for (String orphan : orphans("schema_name", "information_schema.schemata")) {
      server.run("drop database if exists " + orphan);
    }
    for (String orphan : orphans("replace(db, '\\\\', '')", "mysql.db")) {
      server.run(
          "delete from mysql.db where replace(db, '\\\\', '') = '" + orphan + "'",
          "flush privileges");
    }
  }

  /** The user may do everything in the run's schemas, also after a server lost all it knew. */
  private List<String> rights() {
    String name = user.login().user();
    return name.equals(MySqlImage.ROOT)
        ? List.of()
        : List.of(
            "grant all on `%s\\_%%`.* to '%s'@'%%'"
                .formatted(run.replace("_", "\\_"), literal(name)));
  }

  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }

  /** Names of schemas, and of rights in them, whose run holds no lock. */
  private List<String> orphans(String name, String table) throws SQLException {
    return server.column(
        "select distinct %1$s from %2$s where %1$s regexp '^mayfly_[0-9a-f]{12}_' and is_free_lock(left(%1$s, 19)) = 1"
            .formatted(name, table));
  }

  @Override
  public Object content(S description) {
    SchemaContent content = described.apply(description);
    return new Content(content.origin(), content.filling().content());
  }

  @Override
  public String make(S description) throws Exception {
    SchemaContent content = described.apply(description);
    SchemaTemplate template = templates.get(content(description), () -> template(content));
    return make("", template);
  }

  /** A schema of that content, with a name of its own; of one that fails, nothing is left. */
  private String make(String kind, SchemaTemplate template) throws SQLException {
    String name = run + "_" + kind + number.incrementAndGet();
    server.run("create database " + name + template.options());
    try {
      if (template.dump().length > 0) {
        client.run("of the template", template.dump(), name);
      }
      return name;
    } catch (RuntimeException | Error e) {
      try {
        drop(name);
      } catch (SQLException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private SchemaTemplate template(SchemaContent content) throws SQLException, IOException {
    String origin = origin(content);
    SchemaTemplate begin = origin.isEmpty() ? SchemaTemplate.empty() : read(origin);
    if (content.filling().isEmpty()) {
      return begin;
    }
    String name = make("t", begin);
    try {
      content
          .filling()
          .into(
              root.in(name)
                  .dataSource(() -> JdbcAccess.address(container.mappedAddress(MySqlImage.PORT))),
              (script, sql) -> client.run(script, sql, name));
      return read(name);
    } finally {
      drop(name);
    }
  }

  private String origin(SchemaContent content) {
    boolean begun = content.origin().isEmpty() && initScripts.areIn(container.spec());
    return begun ? user.login().database() : content.origin();
  }

  private SchemaTemplate read(String schema) throws SQLException, IOException {
    List<String> options =
        server.column(
            "select concat(' character set ', default_character_set_name, ' collate ',"
                + " default_collation_name) from information_schema.schemata where schema_name = '"
                + literal(schema)
                + "'");
    if (options.isEmpty()) {
      throw new MayflyException("There is no database " + schema + " to begin with.");
    }
    return new SchemaTemplate(options.get(0), client.dump(schema));
  }

  @Override
  public boolean isThere(String name) throws SQLException {
    return !server
        .column("select 1 from information_schema.schemata where schema_name = '" + name + "'")
        .isEmpty();
  }

  /** Ends connections to it first: an open transaction would hold it. */
  @Override
  public void drop(String name) throws SQLException {
    String users = "select id from information_schema.processlist where db = '" + name + "'";
    for (String connection : server.column(users)) {
      end(connection);
    }
    server.run("drop database if exists " + name);
  }

  private void end(String connection) {
    try {
      server.run("kill " + connection);
    } catch (SQLException e) {
      return; // it ended meanwhile
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
