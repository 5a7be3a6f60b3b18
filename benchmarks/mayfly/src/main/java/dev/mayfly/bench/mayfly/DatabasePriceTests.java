package dev.mayfly.bench.mayfly;

import dev.mayfly.bench.subject.CleanDatabase;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;

/**
 * What a database of its own costs a test: the time from the end of one test to the beginning of
 * the next, in which the old database goes and a new one comes. Written to the file that the
 * property {@code bench.figures} names, a line of milliseconds a test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabasePriceTests {

  @Container static final PostgresContainer db = PostgresContainer.of("postgres:15");

  private final List<Double> millis = new ArrayList<>();
  private long left;

  @RepeatedTest(31)
  void stores_in_a_new_database(@Isolated PostgresDatabase mine) throws SQLException {
    long entered = System.nanoTime();
    if (left != 0) {
      millis.add((entered - left) / 1e6);
    }
    CleanDatabase.storeAndForget(mine.jdbcUrlWithLogin());
    left = System.nanoTime();
  }

  @AfterAll
  void tell() throws IOException {
    String lines = millis.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    Files.writeString(Path.of(System.getProperty("bench.figures", "database-price.txt")), lines);
  }
}
