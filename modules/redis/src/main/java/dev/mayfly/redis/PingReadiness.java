package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server answers PING with PONG: it has loaded its data and accepts the password.
 *
 * @param password sent before, or null for none
 */
record PingReadiness(@Nullable String password) implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;

  @Override
  public Look look(Probe probe) throws IOException {
    return look(new InetSocketAddress(probe.host(), probe.mappedPort(RedisContainer.PORT)));
  }

  Look look(InetSocketAddress server) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String answer = password == null ? "+OK" : ask(socket, replies, "AUTH", password);
      if (answer.equals("+OK")) {
        answer = ask(socket, replies, "PING");
      }
      return judge(answer);
    }
  }

  private static Look judge(String answer) {
    if (answer.equals("+PONG")) {
      return Look.ready();
    }
    boolean refused =
        Stream.of("-NOAUTH", "-WRONGPASS", "-DENIED", "-ERR").anyMatch(answer::startsWith);
    return refused
        ? Look.never(
            "Redis refuses the connection: \""
                + answer.substring(1)
                + "\"; does its own configuration differ from password(…)?")
        : Look.notYet("Redis answered \"" + answer + "\"");
  }

  private static String ask(Socket socket, BufferedReader replies, String... words)
      throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
      request.append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(UTF_8));
    String reply = replies.readLine();
    if (reply == null) {
      throw new EOFException("the connection was closed without an answer");
    }
    return reply;
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(RedisContainer.PORT);
  }

  @Override
  public String describe() {
    return "Redis answers PING with PONG";
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return describe();
  }
}
