package dev.mayfly.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out names that indices begin with, and deletes what then begins with them. Thread-safe; no
 * connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a node that outlives it stays there under
 * names that nobody uses any more.
 */
final class IndexMaker implements SliceMaker<SearchIndices> {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOST = 1 << 20;

  private final RunningContainer container;
  private final String run;
  private final AtomicInteger number = new AtomicInteger();

  IndexMaker(RunningContainer container, String run) {
    this.container = container;
    this.run = run;
  }

  @Override
  public Object content(SearchIndices description) {
    return "empty";
  }

  @Override
  public String make(SearchIndices description) {
    return "mayfly-" + run + "-" + number.incrementAndGet();
  }

  /** By name, since nodes refuse to delete what a pattern matches. */
  @Override
  public void drop(String name) throws IOException {
    List<String> indices =
        ask("GET", "/_cat/indices/" + name + "-*?h=index&expand_wildcards=all").lines().toList();
    for (String index : indices) {
      ask("DELETE", "/" + index.strip());
    }
  }

  private String ask(String method, String path) throws IOException {
    InetSocketAddress server = container.mappedAddress(Node.PORT);
    InetAddress known = server.getAddress(); // which needs no look-up
    String host = known == null ? server.getHostString() : known.getHostAddress();
    String address = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    HttpURLConnection request =
        (HttpURLConnection)
            URI.create("http://" + address + path).toURL().openConnection(Proxy.NO_PROXY);
    request.setRequestMethod(method);
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    String password = container.spec().env().get(Node.PASSWORD);
    if (password != null) {
      byte[] pair = ("elastic:" + password).getBytes(UTF_8);
      request.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return answer(request);
  }

  private static String answer(HttpURLConnection request) throws IOException {
    int status = request.getResponseCode();
    InputStream stream = status >= 400 ? request.getErrorStream() : request.getInputStream();
    try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
      String text = new String(body.readNBytes(MOST), UTF_8);
      if (status >= 400) {
        throw new IOException("the node answered " + status + " " + text);
      }
      return text;
    } finally {
      request.disconnect();
    }
  }

  @Override
  public void close() {
    // no connection is kept
  }
}
