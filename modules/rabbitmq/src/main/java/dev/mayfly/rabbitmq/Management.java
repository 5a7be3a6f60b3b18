package dev.mayfly.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The management plugin's HTTP API, asked past all proxies.
 *
 * @param server where it listens
 * @param patienceMillis how long an answer may take
 */
record Management(InetSocketAddress server, Login login, int patienceMillis) {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int MOST = 1 << 20;

  /**
   * What the API says.
   *
   * @param body the first MiB of it, such as {@code {"error":"bad_request","reason":"…"}}
   */
  record Answer(int status, String body) {

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
      return status + (body.isEmpty() ? "" : " " + body);
    }
  }

  /**
   * Asks.
   *
   * @param path below {@code /api/}
   * @param json what is sent along, or null for nothing
   */
  Answer ask(String method, String path, @Nullable String json) throws IOException {
    HttpURLConnection request = open(method, path);
    try {
      if (json != null) {
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.getOutputStream().write(json.getBytes(UTF_8));
      }
      int status = request.getResponseCode();
      InputStream stream = status >= 400 ? request.getErrorStream() : request.getInputStream();
      try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
        return new Answer(status, new String(body.readNBytes(MOST), UTF_8));
      }
    } finally {
      request.disconnect();
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    InetAddress known = server.getAddress(); // which needs no look-up
    String host = known == null ? server.getHostString() : known.getHostAddress();
    String address = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    URI uri = URI.create("http://" + address + "/api/" + path);
    HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    request.setRequestMethod(method);
    request.setInstanceFollowRedirects(false);
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(patienceMillis);
    request.setRequestProperty("Connection", "close"); // after an error it would stay open else
    byte[] pair = (login.user() + ":" + login.password()).getBytes(UTF_8);
    request.setRequestProperty(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    return request;
  }
}
