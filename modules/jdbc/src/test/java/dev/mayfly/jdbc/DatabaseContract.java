package dev.mayfly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What a database of its own for a test keeps, whatever the product.
 *
 * @param server that has nothing of its own in its databases
 * @param empty a description of nothing
 * @param migrated the description with a migration, by key and function
 * @param tools the description with what Flyway makes, and with what Liquibase makes, of the class
 *     path's {@code db}
 * @param in the user's way into a database, by name
 * @param names the query for all databases' names
 */
public record DatabaseContract<S extends Slice>(
    Sliced<S> server,
    S empty,
    BiFunction<S, FileSource, S> script,
    BiFunction<S, DatabaseMigration, S> migrated,
    List<S> tools,
    Function<String, DataSource> in,
    String names) {

  private static final String ORDERS = "create table orders (id int, thing varchar(20));\n";

  /** All that is asked. */
  public Stream<DynamicTest> tests() {
    return Stream.of(
        test("each has what its script made and no more", this::eachHasItsOwn),
        test("a migration runs once however many use it", this::aMigrationRunsOnce),
        test("a migration that failed is tried again by who asks next", this::isTriedAgain),
        test("Flyway and Liquibase make what they are told", this::toolsFill),
        test("a script with an error is told in the client's words", this::anErrorIsTold),
        test("what a dead run left is dropped, a living one's is not", this::deadRunsAreTidied),
        test(
            "one is dropped although somebody is in a transaction in it", this::usedOnesAreDropped),
        test("many are made and dropped side by side", this::manySideBySide));
  }

  private static DynamicTest test(String name, Executable test) {
    return DynamicTest.dynamicTest(name, test);
  }

  private SliceMaker<S> maker(String run) {
    return server.slices(server.running(), run);
  }

  private S orders() {
    return script.apply(
        empty, FileSource.text(ORDERS + "insert into orders values (1, 'a book');"));
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = in.apply(database).getConnection()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String database, String query) throws SQLException {
    try (Connection connection = in.apply(database).getConnection();
        ResultSet answer = connection.createStatement().executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private List<String> made(String run) throws SQLException {
    try (Connection connection = in.apply(((SqlContainer) server).database()).getConnection();
        ResultSet all = connection.createStatement().executeQuery(names)) {
      Stream.Builder<String> found = Stream.builder();
      while (all.next()) {
        found.add(all.getString(1));
      }
      return found.build().filter(name -> name.matches("mayfly_" + run + "_[0-9_t]*\\d")).toList();
    }
  }

  private void eachHasItsOwn() throws Exception {
    try (SliceMaker<S> maker = maker("00000000aaa1")) {
      String one = maker.make(orders());
      String other = maker.make(orders());
      execute(one, "insert into orders values (2, 'a lamp')");
      assertThat(ask(one, "select count(*) from orders")).isEqualTo("2");
      assertThat(ask(other, "select count(*) from orders")).isEqualTo("1");
      assertThat(maker.isThere(one)).isTrue();
      maker.drop(one);
      maker.drop(other);
      assertThat(made("00000000aaa1")).doesNotContain(one, other);
    }
  }

  private void aMigrationRunsOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    S described =
        migrated.apply(
            orders(),
            database -> {
              runs.incrementAndGet();
              try (Connection connection = database.getConnection()) {
                execute(connection, "insert into orders values (3, 'a chair')");
              }
            });
    try (SliceMaker<S> maker = maker("00000000aaa2")) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(maker.make(described), "select count(*) from orders")).isEqualTo("2");
      }
      assertThat(runs).hasValue(1);
    }
  }

  private void isTriedAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    S described =
        migrated.apply(
            empty,
            database -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no luck");
              }
            });
    try (SliceMaker<S> maker = maker("00000000aaa3")) {
      assertThatThrownBy(() -> maker.make(described))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("failed: no luck");
      maker.make(described);
      maker.make(described);
      assertThat(tries).hasValue(2);
    }
  }

  private void toolsFill() throws Exception {
    try (SliceMaker<S> maker = maker("00000000aaa4")) {
      assertThat(ask(maker.make(tools.get(0)), "select thing from orders")).isEqualTo("a book");
      assertThat(ask(maker.make(tools.get(1)), "select thing from orders")).isEqualTo("a lamp");
    }
  }

  private void anErrorIsTold() throws Exception {
    S broken = script.apply(empty, FileSource.text(ORDERS + "creat table u (id int);"));
    try (SliceMaker<S> maker = maker("00000000aaa5")) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> maker.make(broken))
            .isInstanceOf(MayflyException.class)
            .hasMessageContaining("Script a text failed")
            .hasMessageContaining("creat")
            .hasMessageContaining("2");
      }
      assertThat(made("00000000aaa5")).isEmpty();
    }
  }

  private void deadRunsAreTidied() throws Exception {
    SliceMaker<S> dead = maker("00000000dead");
    dead.make(orders());
    dead.close();
    assertThat(made("00000000dead")).isNotEmpty();
    try (SliceMaker<S> living = maker("00000000aaa6")) {
      String one = living.make(orders());
      maker("00000000aaa7").close();
      assertThat(made("00000000dead")).isEmpty();
      assertThat(made("00000000aaa6")).contains(one);
    }
  }

  private void usedOnesAreDropped() throws Exception {
    try (SliceMaker<S> maker = maker("00000000aaa8")) {
      String name = maker.make(orders());
      try (Connection open = in.apply(name).getConnection()) {
        open.setAutoCommit(false);
        execute(open, "insert into orders values (4, 'a desk')");
        maker.drop(name);
        assertThat(open.isValid(1)).isFalse();
      }
      assertThat(made("00000000aaa8")).doesNotContain(name);
    }
  }

  private void manySideBySide() throws Exception {
    try (SliceMaker<S> maker = maker("00000000aaa9")) {
      S described = orders();
      List<String> all =
          IntStream.range(0, 12)
              .parallel()
              .mapToObj(i -> unchecked(() -> maker.make(described)))
              .toList();
      assertThat(all).doesNotHaveDuplicates();
      all.parallelStream().forEach(name -> unchecked(() -> drop(maker, name)));
      assertThat(made("00000000aaa9")).doesNotContainAnyElementsOf(all);
    }
  }

  private static <S extends Slice> String drop(SliceMaker<S> maker, String name) throws Exception {
    maker.drop(name);
    return name;
  }

  private static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
