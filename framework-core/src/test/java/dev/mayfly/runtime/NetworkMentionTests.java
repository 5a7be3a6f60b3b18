package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What in a description leads to another container by its name. */
final class NetworkMentionTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1");

  private static Optional<String> in(ContainerSpec spec) {
    return NetworkMention.in(spec, Set.of("db", "Db"), List.of(Port.tcp(5432)));
  }

  @ParameterizedTest
  @CsvSource({
    "URL, jdbc:postgresql://db/orders",
    "URL, postgres://user:pass@db:5432/orders",
    "HOSTS, 'cache:6379,db:5432'",
    "URL, http://DB",
    "DB_HOST, db",
    "PGHOST, db"
  })
  void an_address_with_its_name_is_one(String variable, String value) {
    assertThat(in(APP.env(variable, value))).contains("env " + variable);
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES_DB, db",
    "IMAGE, db:15",
    "URL, jdbc:postgresql://mydb/orders",
    "URL, jdbc:postgresql://db.example/orders",
    "PATH_OF, /var/db/x",
    "PORTS, db:54321",
    "DB_HOST, dbx"
  })
  void another_word_is_none(String variable, String value) {
    assertThat(in(APP.env(variable, value))).isEmpty();
  }

  @Test
  void arguments_count_too() {
    assertThat(in(APP.command("migrate", "--url=db:5432"))).contains("command");
    assertThat(in(APP.entrypoint("wait-for", "tcp://db"))).contains("command");
  }
}
