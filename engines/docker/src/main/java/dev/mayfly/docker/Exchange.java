package dev.mayfly.docker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request and its response on one connection. */
final class Exchange {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Connection connection;
  private final ConnectionPool pool;
  private final Pulse.Watched watched;
  private final AtomicBoolean over = new AtomicBoolean();

  Exchange(Connection connection, ConnectionPool pool, Pulse.Watched watched) {
    this.connection = connection;
    this.pool = pool;
    this.watched = watched;
  }

  /**
   * @throws UncheckedIOException if the content fails, and not the connection
   */
  void send(Request request, String host) throws IOException {
    OutputStream out = new BufferedOutputStream(connection.output(), BUFFER_BYTES);
    out.write(head(request, host).getBytes(StandardCharsets.UTF_8));
    String json = request.json();
    BodyWriter content = request.content();
    if (json != null) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } else if (content != null) {
      sendChunks(content, new ChunkedOutput(out));
    }
    out.flush();
  }

  private void sendChunks(BodyWriter content, ChunkedOutput chunks) throws IOException {
    try {
      content.writeTo(chunks);
    } catch (IOException e) {
      if (connection.isOutputBroken()) {
        throw e;
      }
      throw new UncheckedIOException(e.getMessage(), e);
    }
    chunks.end();
  }

  private static String head(Request request, String host) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", host);
    headers.put("User-Agent", "mayfly");
    if (request.json() != null) {
      headers.put("Content-Type", "application/json");
    } else if (request.content() != null) {
      headers.put("Content-Type", "application/x-tar");
    }
    headers.putAll(request.headers());
    headers.remove("Content-Length");
    headers.remove("Transfer-Encoding");
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append(bodyLength(request)).append("\r\n").toString();
  }

  private static String bodyLength(Request request) {
    String json = request.json();
    if (json != null) {
      return "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n";
    }
    if (request.content() != null) {
      return "Transfer-Encoding: chunked\r\n";
    }
    return request.method().equals("POST") ? "Content-Length: 0\r\n" : "";
  }

  Response receive(String method) throws IOException {
    ResponseHead head = ResponseHead.read(connection.input());
    return new Response(head, body(method, head), watched::close, this::abandon);
  }

  private InputStream body(String method, ResponseHead head) throws IOException {
    int status = head.status();
    if (status == 101) {
      return connection.input();
    }
    Runnable atEnd = head.keepsConnection() ? this::finish : this::abandon;
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return ResponseBody.sized(connection.input(), 0, atEnd);
    }
    if (head.headerHas("Transfer-Encoding", "chunked")) {
      return ResponseBody.chunked(connection.input(), atEnd);
    }
    String length = head.header("Content-Length");
    return length == null
        ? connection.input()
        : ResponseBody.sized(connection.input(), ResponseBody.length(length), atEnd);
  }

  private void finish() {
    if (over.compareAndSet(false, true)) {
      watched.close();
      pool.giveBack(connection);
    }
  }

  /** Gives the connection up, unless the response has been read to its end. */
  void abandon() {
    if (over.compareAndSet(false, true)) {
      watched.close();
      pool.discard(connection);
    }
  }
}
