package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test's database has what the one that it is a copy of has besides its content. */
@Tag("docker")
class DatabaseTraitsTests {

  /** What pg_dump -C writes besides a database's content, without the database's name. */
  private static final String TRAITS =
      """
      select format('%s|%s|%s|%s|%s|%s|%s|%s', pg_get_userbyid(datdba), datacl, datconnlimit,
          pg_encoding_to_char(encoding), datcollate, datctype,
          shobj_description(oid, 'pg_database'),
          (select string_agg(format('%s %s', setrole::regrole, setconfig), ' ' order by setrole)
              from pg_db_role_setting where setdatabase = d.oid))
      from pg_database d where datname = 'NAME'
      """;

  private static final String SCRIPT =
      """
      create role app login password 'a';
      create role reader login password 'r';
      create role nobody_else login password 'n';
      create table orders (id int);
      create schema "My Schema";
      create database "or'ders" encoding 'LATIN1' locale 'C' template template0;
      alter database "or'ders" owner to app;
      alter database "or'ders" set search_path to "My Schema", "$user", public;
      alter database "or'ders" set statement_timeout to '7s';
      alter database "or'ders" set timezone to 'Asia/Tokyo';
      alter database "or'ders" set temp_tablespaces to '';
      alter role reader in database "or'ders" set search_path to '';
      revoke all on database "or'ders" from public;
      grant connect, temporary on database "or'ders" to reader with grant option;
      alter database "or'ders" connection limit 3;
      comment on database "or'ders" is 'it''s all \\ here';
      alter database postgres owner to app;
      alter database postgres set search_path to "My Schema", public;
      revoke connect on database postgres from public;
      grant connect on database postgres to reader;
      """;

  @Container
  private static final PostgresContainer server =
      PostgresContainer.of().initScript(FileSource.text(SCRIPT));

  private static String traits(String database) throws SQLException {
    return PostgresDatabaseTests.ask(
        server.dataSource(), TRAITS.replace("NAME", database.replace("'", "''")));
  }

  /** On how many roles the server knows that the database depends. */
  private static String roles(String database) throws SQLException {
    return PostgresDatabaseTests.ask(
        server.dataSource(),
        "select count(*) from pg_shdepend join pg_database on objid = oid where datname = '"
            + database.replace("'", "''")
            + "'");
  }

  @Test
  void a_copy_has_all_that_pg_dump_keeps() throws Exception {
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      String copy = maker.make(PostgresDatabase.of().copyOf("or'ders"));

      assertThat(traits("or'ders"))
          .startsWith("app|{")
          .contains("reader=T*c*/app", "|3|LATIN1|C|C|it's all", "Asia/Tokyo", "7s", "reader {");
      assertThat(traits(copy)).isEqualTo(traits("or'ders"));
      assertThat(roles(copy)).isEqualTo(roles("or'ders")).isEqualTo("2");
    }
  }

  @Test
  void a_slice_has_what_init_scripts_said_of_the_containers_database(@Isolated PostgresDatabase db)
      throws SQLException {
    assertThat(PostgresDatabaseTests.ask(db.dataSource(), "show search_path"))
        .isEqualTo("\"My Schema\", public");
    assertThatThrownBy(() -> db.dataSource().getConnection("nobody_else", "n"))
        .hasMessageContaining("permission denied for database");
    try (Connection reader = db.dataSource().getConnection("reader", "r")) {
      assertThat(reader.isValid(1)).isTrue();
    }
    assertThat(traits(db.name())).isEqualTo(traits("postgres"));
  }

  @Test
  void a_slice_has_what_its_own_scripts_said() throws Exception {
    String script =
        """
        do $$ begin
          execute format('alter database %I set statement_timeout to 3000', current_database());
        end $$;
        """;
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ac")) {
      String name = maker.make(PostgresDatabase.of().scripts(FileSource.text(script)));
      assertThat(traits(name)).contains("My Schema").contains("statement_timeout=3000");
    }
  }

  @Test
  void all_connections_that_the_server_has_are_the_tests() throws Exception {
    PostgresContainer small =
        PostgresContainer.of()
            .setting("max_connections", "5")
            .setting("superuser_reserved_connections", "0");
    try (Containers session = Containers.open();
        RunningContainer container = session.start(small.slot().spec());
        SliceMaker<PostgresDatabase> maker = small.slices(container, "0123456789ab")) {
      DataSource database =
          Postgres.access(container.spec())
              .in(maker.make(PostgresDatabase.of()))
              .dataSource(() -> container.address(Postgres.PORT));
      List<Connection> open = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        open.add(database.getConnection());
      }
      assertThatThrownBy(database::getConnection).hasMessageContaining("too many clients");
      assertThat(maker.make(PostgresDatabase.of())).isNotEmpty();
      for (Connection one : open) {
        one.close();
      }
    }
  }

  @Test
  void a_server_that_has_no_standbys_makes_databases_too() throws Exception {
    PostgresContainer minimal =
        PostgresContainer.of().setting("wal_level", "minimal").setting("max_wal_senders", "0");
    try (Containers session = Containers.open();
        RunningContainer container = session.start(minimal.slot().spec());
        SliceMaker<PostgresDatabase> maker = minimal.slices(container, "0123456789ab")) {
      assertThat(maker.make(PostgresDatabase.of().script("schema.sql"))).isNotEmpty();
    }
  }
}
