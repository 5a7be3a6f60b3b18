package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.CannedServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseNumbersTests {

  private static final String OK = "+OK\r\n";
  private static final String NONE = "*0\r\n";
  private static final String SIXTEEN = "*2\r\n$9\r\ndatabases\r\n$2\r\n16\r\n";
  private static final String GARBAGE = "?\r\n";

  /** To SETNAME, CONFIG, HGETALL and CLIENT LIST, each after SELECT. */
  private static final String OPENED = OK + OK + SIXTEEN + OK + NONE + OK + NONE;

  /** Each connection is to the next of the servers. */
  private static RunningContainer container(CannedServer... servers) {
    Queue<CannedServer> left = new ArrayDeque<>(List.of(servers));
    return (RunningContainer)
        Proxy.newProxyInstance(
            DatabaseNumbersTests.class.getClassLoader(),
            new Class<?>[] {RunningContainer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "mappedAddress" -> left.remove().address();
                  case "spec" -> RedisContainer.of().slot().spec();
                  default -> "cache";
                });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-NOPERM this user may not name connections\r\n",
        OK + OK + "-ERR unknown command 'CONFIG'\r\n",
        OK + OK + NONE,
        OK + OK + SIXTEEN + OK + "-NOPERM no keys\r\n"
      })
  void of_a_server_that_refuses_no_connection_is_left(String answers) throws IOException {
    try (CannedServer server = CannedServer.answering(answers)) {
      assertThatThrownBy(() -> DatabaseNumbers.open(container(server), "run"))
          .isInstanceOf(MayflyException.class)
          .hasMessageStartingWith("No databases can be handed out in cache");
      assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), server::received))
          .asString(UTF_8)
          .contains("SETNAME");
    }
  }

  @Test
  void a_connection_that_failed_is_not_asked_again() throws IOException {
    String late = OK + "*1\r\n$1\r\n1\r\n" + OK + ":1\r\n" + OK + OK;
    try (CannedServer first = CannedServer.answering(OPENED + OK + GARBAGE);
        CannedServer second = CannedServer.answering(OK + OK + GARBAGE + late);
        CannedServer third = CannedServer.answering(OK + OK + NONE + OK + ":1\r\n" + OK + OK)) {
      DatabaseNumbers numbers = DatabaseNumbers.open(container(first, second, third), "run");
      assertThatThrownBy(() -> numbers.make(RedisDatabase.of()))
          .hasMessageContaining("does not speak Redis's protocol");

      assertThat(numbers.make(RedisDatabase.of())).isEqualTo("1");
      numbers.close();
    }
  }

  @Test
  void who_has_numbers_is_read_before_who_lives_and_what_is_another_runs_by_now_is_left_to_it()
      throws IOException {
    String table = "*2\r\n$1\r\n3\r\n$11\r\nmayfly-dead\r\n";
    String taken = ":0\r\n"; // by another, meanwhile
    String answers = OK + OK + SIXTEEN + OK + table + OK + NONE + OK + taken;
    try (CannedServer server = CannedServer.answering(answers)) {
      DatabaseNumbers.open(container(server), "run").close();

      String asked = new String(server.received(), UTF_8);
      assertThat(asked).containsSubsequence("HGETALL", "LIST", "EVAL", "mayfly-dead");
      assertThat(asked).doesNotContain("FLUSHDB", "HDEL");
    }
  }
}
