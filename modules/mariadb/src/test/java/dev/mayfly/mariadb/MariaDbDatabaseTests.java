package dev.mayfly.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.jdbc.DatabaseContract;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("docker")
class MariaDbDatabaseTests {

  /** All that a schema can hold besides tables. */
  private static final String ALL =
      """
      alter database character set latin1;
      create table orders (id int auto_increment primary key, thing varchar(20) not null,
          raw blob, price int not null default 2, doubled int generated always as (price * 2));
      insert into orders (thing, raw) values ('wörd; ''€''', x'fffe00');
      create table parts (id int, foreign key (id) references orders (id));
      create view books as select thing from orders;
      create function answer() returns int deterministic return 1;
      delimiter //
      create procedure fill() begin
        insert into orders (thing) values ('a; lamp');
      end //
      create trigger shout before insert on orders for each row begin
        set new.thing = upper(new.thing);
      end //
      delimiter ;
      create event tidy on schedule every 1 day do delete from parts;
      """;

  @Container private static final MariaDbContainer plain = MariaDbContainer.of();

  @Container
  private static final MariaDbContainer filled =
      MariaDbContainer.of().user("ann").password("p@ss: w").initScript("schema.sql");

  private static DataSource in(RunningContainer server, String database) {
    return MariaDbContainer.IMAGE
        .access(server.spec())
        .in(database)
        .dataSource(() -> server.address(3306));
  }

  private static String ask(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet answer = connection.createStatement().executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().execute(sql);
    }
  }

  @TestFactory
  Stream<DynamicTest> it_keeps_what_all_products_keep() {
    return new DatabaseContract<>(
            plain,
            MariaDbDatabase.of(),
            MariaDbDatabase::scripts,
            (described, migration) -> described.migrate("a key", migration),
            List.of(
                MariaDbDatabase.of().flyway(),
                MariaDbDatabase.of().liquibase("db/changelog/master.sql")),
            name -> in(plain.running(), name),
            "select schema_name from information_schema.schemata")
        .tests();
  }

  @RepeatedTest(3)
  void each_test_begins_with_what_init_scripts_made(@Isolated(from = "filled") MariaDbDatabase db)
      throws SQLException {
    assertThat(ask(db.dataSource(), "select count(*) from orders")).isEqualTo("0");
    execute(db.dataSource(), "insert into orders values (1, 'a book')");
    assertThat(db.user()).isEqualTo("ann");
    assertThat(db.networkJdbcUrl()).endsWith("filled:3306/" + db.name());
  }

  @Test
  void a_copy_has_views_triggers_routines_events_and_the_character_set(
      @Isolated(from = "plain") MariaDbDatabase nothing) throws Exception {
    assertThat(nothing.name()).startsWith("mayfly_");
    MariaDbDatabase all = MariaDbDatabase.of().scripts(FileSource.text(ALL));
    try (SliceMaker<MariaDbDatabase> maker = plain.slices(plain.running(), "0123456789ab")) {
      DataSource copy = in(plain.running(), maker.make(all));
      execute(copy, "call fill()");
      assertThat(ask(copy, "select group_concat(thing order by id) from orders"))
          .isEqualTo("wörd; '€',A; LAMP");
      assertThat(ask(copy, "select hex(raw) from orders where id = 1")).isEqualTo("FFFE00");
      assertThat(ask(copy, "select doubled + answer() from orders where id = 2")).isEqualTo("5");
      assertThat(ask(copy, "select count(*) from books")).isEqualTo("2");
      assertThat(ask(copy, "select @@character_set_database")).isEqualTo("latin1");
      assertThat(
              ask(
                  copy,
                  "select count(*) from information_schema.events where event_schema = database()"))
          .isEqualTo("1");
    }
  }

  @Test
  void an_error_of_a_script_is_told_with_its_line() {
    MariaDbDatabase broken =
        MariaDbDatabase.of()
            .scripts(FileSource.text("select 1;\n\ninsert into nowhere values (1);"));
    try (SliceMaker<MariaDbDatabase> maker = plain.slices(plain.running(), "0123456789ac")) {
      assertThatThrownBy(() -> maker.make(broken))
          .isInstanceOf(MayflyException.class)
          .hasMessageContainingAll(
              "Script a text failed; the client says:",
              "ERROR 1146 (42S02) at line 3",
              "nowhere' doesn't exist",
              "line 3: insert into nowhere values (1);");
    }
  }

  @Test
  void a_database_that_is_not_there_is_not_copied() {
    try (SliceMaker<MariaDbDatabase> maker = plain.slices(plain.running(), "0123456789ad")) {
      assertThatThrownBy(() -> maker.make(MariaDbDatabase.of().copyOf("none")))
          .hasMessage("There is no database none to begin with.");
    }
  }

  @Test
  void after_a_restart_a_server_in_memory_has_databases_again() throws Exception {
    MariaDbContainer server = MariaDbContainer.of().inMemory();
    try (Containers session = Containers.open();
        RunningContainer container = session.start(server.slot().spec());
        SliceMaker<MariaDbDatabase> maker = server.slices(container, "0123456789ae")) {
      MariaDbDatabase orders = MariaDbDatabase.of().script("schema.sql");
      String before = maker.make(orders);
      container.restart(Duration.ofSeconds(10));
      assertThat(maker.isThere(before)).isFalse();
      assertThat(ask(in(container, maker.make(orders)), "select count(*) from orders"))
          .isEqualTo("0");
    }
  }
}
