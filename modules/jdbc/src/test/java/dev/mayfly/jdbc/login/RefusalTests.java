package dev.mayfly.jdbc.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTests {

  @ParameterizedTest
  @CsvSource({
    "a wrong password of PostgreSQL's,  28P01, 0,    NEVER",
    "a database that is not there,      3D000, 0,    NEVER",
    "a wrong password of MySQL's,       28000, 1045, NEVER",
    "MySQL's unknown database,          42000, 1049, NEVER",
    "MySQL's database of another user,  42000, 1044, NEVER",
    "MySQL's syntax error,              42000, 1064, NOT_YET",
    "the database system is starting up, 57P03, 0,   NOT_YET",
    "a connection that is refused,      08001, 0,    NOT_YET",
    "a number of another product's,     S0001, 1049, NOT_YET",
  })
  void what_waiting_does_not_change_ends_the_wait(
      String words, String state, int code, Verdict verdict) {
    Look look = Refusal.look("Acme", new SQLException(words, state, code));
    assertThat(look.verdict()).isEqualTo(verdict);
    assertThat(look.seen()).startsWith("Acme: \"" + words + "\" (" + state);
  }
}
