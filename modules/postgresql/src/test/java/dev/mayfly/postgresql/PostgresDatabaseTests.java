package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.Mount;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.jdbc.DatabaseContract;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class PostgresDatabaseTests {

  private static final String WHERE_THEY_LIE =
      "select string_agg(distinct spcname, ', ' order by spcname) from pg_database"
          + " join pg_tablespace on dattablespace = pg_tablespace.oid"
          + " where datname ~ '_[0-9]+$'";

  private static final ContainerSpec LITTLE_ROOM =
      ContainerSpec.of(ImageName.parse("postgres:15"))
          .expose(Postgres.PORT)
          .env(Postgres.DATABASE, "postgres")
          .env(Postgres.USER, "postgres")
          .env(Postgres.PASSWORD, "postgres")
          .mount(Mount.tmpfs(Tablespace.FOLDER).bytes(24 << 20))
          .readyWhen(new LoginReadiness());

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger MIGRATIONS = new AtomicInteger();

  @Container private static final PostgresContainer plain = PostgresContainer.of();

  @Container
  private static final PostgresContainer filled =
      PostgresContainer.of().user("ann").password("p@ss: w").initScript("schema.sql");

  @Isolated(from = "plain")
  private final PostgresDatabase migrated =
      PostgresDatabase.of()
          .script("schema.sql")
          .migrate(
              "one order",
              database -> {
                MIGRATIONS.incrementAndGet();
                execute(database, "insert into orders values (1, 'a book')");
              });

  static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet answer = connection.createStatement().executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @BeforeEach
  void write(@Isolated(from = "plain", scripts = "schema.sql") PostgresDatabase db)
      throws SQLException {
    execute(db.dataSource(), "insert into orders values (2, 'a lamp')");
  }

  @RepeatedTest(10)
  void each_test_begins_with_what_its_scripts_made_and_what_before_each_wrote(
      @Isolated(from = "plain", scripts = "schema.sql") PostgresDatabase db) throws SQLException {
    assertThat(ask(db.dataSource(), "select string_agg(thing, ', ') from orders"))
        .isEqualTo("a lamp");
    assertThat(NAMES.add(db.name())).isTrue();
  }

  @RepeatedTest(10)
  void a_migration_runs_once_however_many_tests_use_it() throws SQLException {
    assertThat(ask(migrated.dataSource(), "select count(*) from orders")).isEqualTo("1");
    execute(migrated.dataSource(), "insert into orders values (3, 'a chair')");
    assertThat(MIGRATIONS).hasValue(1);
  }

  @Test
  void a_database_has_what_the_containers_init_scripts_made(
      @Isolated(from = "filled") PostgresDatabase db) throws SQLException {
    assertThat(ask(db.dataSource(), "select current_user || count(*) from orders"))
        .isEqualTo("ann0");
  }

  @Test
  void what_somebody_is_connected_to_is_not_copied_and_the_message_says_what_to_do(
      @Container PostgresContainer server) throws Exception {
    PostgresDatabase copy = PostgresDatabase.of().copyOf("postgres");
    try (Connection open = server.dataSource().getConnection();
        SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      assertThat(open.isValid(1)).isTrue();
      assertThatThrownBy(() -> maker.make(copy))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("close the connections to it first");
    }
  }

  @Test
  void two_of_different_names_are_two(
      @Isolated(from = "plain", name = "a") PostgresDatabase a,
      @Isolated(from = "plain", name = "b") PostgresDatabase b,
      @Isolated(from = "plain", name = "b") PostgresDatabase again) {
    assertThat(a.name()).isNotEqualTo(b.name());
    assertThat(again.name()).isEqualTo(b.name());
  }

  @Test
  void a_script_with_an_error_fails_all_who_ask_with_psqls_words_and_leaves_nothing(
      @Container PostgresContainer server) throws Exception {
    PostgresDatabase broken =
        PostgresDatabase.of().scripts(FileSource.text("create table t ();\ncreat table u ();"));
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> maker.make(broken))
            .isInstanceOf(MayflyException.class)
            .hasMessageContaining("Script a text failed")
            .hasMessageContaining(":2: ERROR:  syntax error at or near \"creat\"");
      }
      assertThat(databases(server)).isEqualTo("postgres");
    }
  }

  private static String databases(PostgresContainer server) throws SQLException {
    return ask(
        server.dataSource(),
        "select string_agg(datname, ', ' order by datname) from pg_database"
            + " where not datistemplate and datname not like 'mayfly%a'");
  }

  @Test
  void as_long_as_a_run_lives_the_server_knows_a_connection_under_its_name() throws Exception {
    PostgresContainer server =
        PostgresContainer.of()
            .setting("log_connections", "on")
            .setting("log_disconnections", "on")
            .setting("log_line_prefix", "%a: ");
    try (Containers session = Containers.open();
        RunningContainer container = session.start(server.slot().spec());
        SliceMaker<PostgresDatabase> maker = server.slices(container, "0123456789ab")) {
      await().until(() -> ofRun(container).anyMatch(line -> line.contains("disconnection")));

      assertThat(ofRun(container).takeWhile(line -> !line.contains("disconnection")))
          .filteredOn(line -> line.contains("connection authorized"))
          .hasSizeGreaterThan(1);
      assertThat(maker.make(PostgresDatabase.of())).isNotEmpty();
    }
  }

  private static Stream<String> ofRun(RunningContainer container) {
    return container.logs().lines().filter(line -> line.contains("mayfly_0123456789ab"));
  }

  @Test
  void after_a_restart_databases_hold_again_what_their_scripts_make(
      @Container PostgresContainer server) throws Exception {
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      restartBetweenTwoDatabases(maker, server);
      assertThat(databases(server))
          .isEqualTo("mayfly_0123456789ab_0_t1, mayfly_0123456789ab_1_t1, postgres");
    }
  }

  @Test
  void after_a_restart_a_server_in_memory_has_databases_again() throws Exception {
    PostgresContainer server = PostgresContainer.of().inMemory();
    try (Containers session = Containers.open();
        RunningContainer container = session.start(server.slot().spec());
        SliceMaker<PostgresDatabase> maker = server.slices(container, "0123456789ab")) {
      PostgresDatabase orders = PostgresDatabase.of().script("schema.sql");
      maker.make(orders);
      container.restart(Duration.ofSeconds(5));
      assertThat(ask(in(container, maker.make(orders)), "select count(*) from orders"))
          .isEqualTo("0");
    }
  }

  private static void restartBetweenTwoDatabases(
      SliceMaker<PostgresDatabase> maker, PostgresContainer server) throws Exception {
    PostgresDatabase orders = PostgresDatabase.of().script("schema.sql");
    String before = maker.make(orders);
    assertThat(maker.isThere(before)).isTrue();
    server.running().restart(Duration.ofSeconds(5));
    assertThat(maker.isThere(before)).isFalse();
    String after = maker.make(orders);
    assertThat(ask(in(server.running(), after), "select count(*) from orders")).isEqualTo("0");
    maker.drop(before);
    maker.drop(after);
  }

  @TestFactory
  Stream<DynamicTest> it_keeps_what_all_products_keep() {
    return new DatabaseContract<>(
            plain,
            PostgresDatabase.of(),
            PostgresDatabase::scripts,
            (described, migration) -> described.migrate("a key", migration),
            List.of(
                PostgresDatabase.of().flyway(),
                PostgresDatabase.of().liquibase("db/changelog/master.sql")),
            name -> in(plain.running(), name),
            "select datname from pg_database")
        .tests();
  }

  private static DataSource in(RunningContainer server, String database) {
    return Postgres.access(server.spec())
        .in(database)
        .dataSource(() -> server.address(Postgres.PORT));
  }

  @Test
  void what_servers_before_13_are_told_drops_a_database_that_somebody_is_connected_to(
      @Container PostgresContainer server) throws Exception {
    execute(server.dataSource(), "create database mine");
    try (Connection open = in(server.running(), "mine").getConnection()) {
      for (String statement : new ServerVersion(129_999).dropping("mine")) {
        assertThat(statement).doesNotContain("force");
        execute(server.dataSource(), statement);
      }
      assertThat(open.isValid(1)).isFalse();
    }
    assertThat(databases(server)).isEqualTo("postgres");
  }

  @Test
  void when_memory_is_full_databases_are_made_on_disk() throws Exception {
    try (Containers session = Containers.open();
        RunningContainer server = session.start(LITTLE_ROOM);
        SliceMaker<PostgresDatabase> maker = DatabaseMaker.open(server, "0123456789ab")) {
      PostgresDatabase orders = PostgresDatabase.of().script("schema.sql");
      for (int i = 0; i < 5; i++) {
        String name = maker.make(orders);
        assertThat(ask(in(server, name), "select count(*) from orders")).isEqualTo("0");
      }
      assertThat(ask(in(server, "postgres"), WHERE_THEY_LIE))
          .isEqualTo("mayfly_0123456789ab_0_s, pg_default");
    }
  }

  @Test
  void hundreds_are_made_in_parallel_from_one_template(@Container PostgresContainer server)
      throws Exception {
    PostgresDatabase orders = PostgresDatabase.of().script("schema.sql");
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      List<String> names =
          IntStream.range(0, 200).parallel().mapToObj(i -> madeBy(maker, orders)).toList();
      assertThat(names).doesNotHaveDuplicates();
      names.parallelStream().forEach(name -> droppedBy(maker, name));
      assertThat(databases(server)).matches("mayfly_0123456789ab_0_t\\d+, postgres");
    }
  }

  private static String madeBy(SliceMaker<PostgresDatabase> maker, PostgresDatabase database) {
    try {
      return maker.make(database);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void droppedBy(SliceMaker<PostgresDatabase> maker, String name) {
    try {
      maker.drop(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
