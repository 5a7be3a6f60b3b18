package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that Flyway or Liquibase has filled, once for all tests. */
@Tag("docker")
class MigratedDatabaseTests {

  @Container private static final PostgresContainer server = PostgresContainer.of();

  @Isolated private final PostgresDatabase flyway = PostgresDatabase.of().flyway();

  @Isolated
  private final PostgresDatabase liquibase =
      PostgresDatabase.of().liquibase("db/changelog/master.sql");

  @RepeatedTest(3)
  void flyway_has_run_its_migrations() throws SQLException {
    assertThat(PostgresDatabaseTests.ask(flyway.dataSource(), "select thing from orders"))
        .isEqualTo("a book");
    PostgresDatabaseTests.execute(flyway.dataSource(), "delete from orders");
  }

  @RepeatedTest(3)
  void liquibase_has_run_its_changelog() throws SQLException {
    assertThat(PostgresDatabaseTests.ask(liquibase.dataSource(), "select thing from orders"))
        .isEqualTo("a lamp");
    PostgresDatabaseTests.execute(liquibase.dataSource(), "delete from orders");
  }

  @Test
  void changed_migrations_make_another_template(@TempDir Path folder) throws Exception {
    PostgresDatabase database = PostgresDatabase.of().flyway("filesystem:" + folder);
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ab")) {
      Object before = content(maker, database, folder, "create table a ();");
      assertThat(content(maker, database, folder, "create table a ();")).isEqualTo(before);
      assertThat(content(maker, database, folder, "create table b ();")).isNotEqualTo(before);
    }
  }

  private static Object content(
      SliceMaker<PostgresDatabase> maker, PostgresDatabase database, Path folder, String sql)
      throws IOException {
    Files.writeString(folder.resolve("V1__first.sql"), sql);
    return maker.content(database);
  }

  @Test
  void a_migration_that_fails_is_told_in_flyways_words() {
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ac")) {
      assertThatThrownBy(() -> maker.make(PostgresDatabase.of().flyway("classpath:db/broken")))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("Flyway with [classpath:db/broken] failed")
          .hasMessageContaining("V1__orders.sql")
          .hasMessageContaining("syntax error at or near \"creat\"");
    }
  }

  @Test
  void a_folder_without_migrations_is_told() {
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ad")) {
      assertThatThrownBy(() -> maker.make(PostgresDatabase.of().flyway("classpath:db/none")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("Migrations can't be read: there are no files in classpath:db/none");
    }
  }

  @Test
  void changelogs_of_one_folder_make_templates_of_their_own() {
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789ae")) {
      assertThat(maker.content(PostgresDatabase.of().liquibase("db/changelog/other.sql")))
          .isNotEqualTo(maker.content(PostgresDatabase.of().liquibase("db/changelog/master.sql")));
    }
  }

  @Test
  void files_of_several_folders_count_though_their_names_are_alike(@TempDir Path root)
      throws IOException {
    Path one = Files.createDirectory(root.resolve("one"));
    Path two = Files.createDirectory(root.resolve("two"));
    Files.writeString(two.resolve("R__views.sql"), "create view a as select 1;");
    PostgresDatabase both =
        PostgresDatabase.of().flyway("filesystem:" + one, "filesystem:" + two, "filesystem:" + two);
    try (SliceMaker<PostgresDatabase> maker = server.slices(server.running(), "0123456789af")) {
      Files.writeString(one.resolve("R__views.sql"), "create view b as select 1;");
      Object before = maker.content(both);
      Files.writeString(one.resolve("R__views.sql"), "create view c as select 1;");
      assertThat(maker.content(both)).isNotEqualTo(before);
    }
  }
}
