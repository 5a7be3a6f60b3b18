package dev.mayfly.redis;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.redis.RedisConnection.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The server answers PING with PONG: it has loaded its data and accepts the password. */
record PingReadiness() implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;

  @Override
  public Look look(Probe probe) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(probe.host(), probe.mappedPort(RedisContainer.PORT));
    return look(server, probe.env());
  }

  /**
   * One look.
   *
   * @param env tells whether the server speaks TLS, and which password is sent before
   */
  Look look(InetSocketAddress server, Map<String, String> env) throws IOException {
    String password = Login.password(env);
    try (RedisConnection redis = RedisConnection.open(server, Tls.isIn(env), TIMEOUT_MILLIS)) {
      if (password != null) {
        redis.ask("AUTH", password);
      }
      List<String> answer = redis.ask("PING");
      return answer.equals(List.of("PONG"))
          ? Look.ready()
          : Look.notYet("Redis answered \"" + String.join(" ", answer) + "\"");
    } catch (Refusal e) {
      return judge(String.valueOf(e.getMessage()));
    }
  }

  static Look judge(String refusal) {
    boolean forever =
        Stream.of("NOAUTH", "WRONGPASS", "DENIED", "ERR").anyMatch(refusal::startsWith);
    return forever
        ? Look.never(
            "Redis refuses the connection: \""
                + refusal
                + "\"; does its own configuration differ from password(…)?")
        : Look.notYet("Redis answered \"-" + refusal + "\"");
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(RedisContainer.PORT);
  }

  @Override
  public String describe() {
    return "Redis answers PING with PONG";
  }
}
