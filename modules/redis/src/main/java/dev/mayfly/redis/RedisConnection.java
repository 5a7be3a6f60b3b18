package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.ready.Probe;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection in Redis's wire protocol, RESP 2: enough of it to ask plain commands, so that no
 * client library is needed. After an exception other than a {@link Refusal} it is of no more use.
 * For one thread.
 */
final class RedisConnection implements Closeable {

  private final Socket socket;
  private final InputStream in;

  private RedisConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** The server's word that it refuses a command. */
  static final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    Refusal(String word) {
      super(word);
    }
  }

  /**
   * Connects, within a second.
   *
   * @param tls whether the server speaks TLS; its certificate is not checked
   * @param patienceMillis how long an answer may take
   */
  static RedisConnection open(InetSocketAddress server, boolean tls, int patienceMillis)
      throws IOException {
    Socket socket = tls ? Probe.connectTls(server) : Probe.connect(server);
    try {
      socket.setSoTimeout(patienceMillis);
      return new RedisConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks, and returns the answer's texts and numbers in their order; those of a list within one
   * another are in one list. What is nil is left out.
   *
   * @throws Refusal if the server answers with an error
   */
  List<String> ask(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
      request.append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(UTF_8));
    List<String> answer = new ArrayList<>();
    read(answer);
    return answer;
  }

  private void read(List<String> answer) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':' -> answer.add(rest);
      case '-' -> throw new Refusal(rest);
      case '$' -> readText(length(rest), answer);
      case '*' -> {
        for (int left = length(rest); left > 0; left--) {
          read(answer);
        }
      }
      default -> throw new IOException("what answers does not speak Redis's protocol: " + line);
    }
  }

  private void readText(int length, List<String> answer) throws IOException {
    if (length >= 0) {
      answer.add(new String(in.readNBytes(length), UTF_8));
      line();
    }
  }

  private static int length(String digits) throws IOException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IOException("what answers does not speak Redis's protocol: " + digits, e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed without an answer");
      }
      line.write(next);
    }
    String text = line.toString(UTF_8).strip();
    return text.isEmpty() ? " " : text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
