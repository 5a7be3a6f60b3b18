package dev.mayfly.bench.subject;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The services that are started, and how each is known to answer in its own protocol. */
public enum Service {
  REDIS("redis:7.0", 6379, "PING\r\n", "+PONG"),
  POSTGRES("postgres:15", 5432, Requests.POSTGRES, "R"),
  NGINX("nginx:1.22", 80, "GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200"),
  KAFKA("apache/kafka:4.1.0", 9092, Requests.KAFKA, "\0\0"),
  HTTPD("busybox:1.35", 8080, "GET / HTTP/1.0\r\n\r\n", "HTTP/1."),
  JAVA("eclipse-temurin:17-jre", 1099, "JRMI\0\2K", "N");

  private static final int TIMEOUT_MILLIS = 2_000;

  private final String image;
  private final int port;
  private final String question;
  private final String answer;

  Service(String image, int port, String question, String answer) {
    this.image = image;
    this.port = port;
    this.question = question;
    this.answer = answer;
  }

  public String image() {
    return image;
  }

  /** The TCP port inside the container. */
  public int port() {
    return port;
  }

  /** What the container runs; empty for what its image says. */
  public List<String> command() {
    return switch (this) {
      case HTTPD -> List.of("httpd", "-f", "-p", "8080");
      case JAVA -> List.of("rmiregistry");
      default -> List.of();
    };
  }

  /**
   * Asks the service in its protocol.
   *
   * @throws IOException if it does not answer, or something else
   */
  public void ask(String host, int mappedPort) throws IOException {
    byte[] expected = answer.getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = new Socket(host, mappedPort)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.ISO_8859_1));
      byte[] seen = socket.getInputStream().readNBytes(expected.length);
      if (!Arrays.equals(seen, expected)) {
        throw new IOException(
            this + " answered \"" + new String(seen, StandardCharsets.ISO_8859_1) + "\"");
      }
    }
  }

  /** First messages of binary protocols, a character a byte. */
  private static final class Requests {

    /** StartupMessage, version 3.0, of the user {@code test}. */
    static final String POSTGRES = "\0\0\0\23\0\3\0\0user\0test\0\0";

    /** ApiVersions, version 0, correlation 1, no client's name. */
    static final String KAFKA = "\0\0\0\12\0\22\0\0\0\0\0\1\377\377";
  }
}
