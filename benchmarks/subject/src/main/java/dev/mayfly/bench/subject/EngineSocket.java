package dev.mayfly.bench.subject;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The bare engine: HTTP by hand over the engine's unix socket, and nothing that could be left out.
 *
 * <p>One connection, one call at a time; not thread-safe.
 */
public final class EngineSocket implements Closeable {

  private static final String DEFAULT = "unix:///var/run/docker.sock";

  private final SocketChannel channel;
  private final InputStream input;

  private EngineSocket(SocketChannel channel) {
    this.channel = channel;
    this.input = new BufferedInputStream(Channels.newInputStream(channel));
  }

  /** Connects to the socket that {@code DOCKER_HOST} names, or to the usual one. */
  public static EngineSocket open() throws IOException {
    String host = System.getenv().getOrDefault("DOCKER_HOST", DEFAULT);
    return new EngineSocket(
        SocketChannel.open(UnixDomainSocketAddress.of(host.replaceFirst("^unix://", ""))));
  }

  /**
   * Makes a call and returns the body of its answer.
   *
   * @throws IOException if the engine refuses
   */
  public String call(String method, String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " /v1.41"
            + path
            + " HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    ByteBuffer request = ByteBuffer.wrap((head + json).getBytes(StandardCharsets.UTF_8));
    while (request.hasRemaining()) {
      channel.write(request);
    }
    return answer(method + " " + path);
  }

  /** Makes a call without a body. */
  public String call(String method, String path) throws IOException {
    return call(method, path, "");
  }

  private String answer(String what) throws IOException {
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.equals("transfer-encoding: chunked")) {
        length = -1;
      }
    }
    byte[] body = length >= 0 ? input.readNBytes(length) : chunks();
    String text = new String(body, StandardCharsets.UTF_8);
    if (status.charAt(9) != '2') {
      throw new IOException(what + ": " + status + " " + text);
    }
    return text;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      byte[] chunk = input.readNBytes(Integer.parseInt(line(), 16));
      line();
      if (chunk.length == 0) {
        return all.toByteArray();
      }
      all.writeBytes(chunk);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("the engine closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
