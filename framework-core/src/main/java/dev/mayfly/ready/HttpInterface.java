package dev.mayfly.ready;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.arguments.Given;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * A service's own interface by HTTP, asked past the proxies that this JVM is told to use; for
 * modules that want to know the answer and not only its status, as {@link ReadyWhen#http} does. It
 * keeps no connection. Immutable, thread-safe.
 */
public final class HttpInterface {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int MOST = 1 << 20;

  private final String scheme;
  private final InetSocketAddress server;
  private final Duration patience;
  private final @Nullable String authorization;

  private HttpInterface(
      String scheme, InetSocketAddress server, Duration patience, @Nullable String authorization) {
    this.scheme = scheme;
    this.server = server;
    this.patience = patience;
    this.authorization = authorization;
  }

  /**
   * Where it listens, as this JVM sees it.
   *
   * @param patience how long an answer may take, after at most a second for the connection
   */
  public static HttpInterface at(InetSocketAddress server, Duration patience) {
    return new HttpInterface(
        "http", Given.value(server, "server"), Given.value(patience, "patience"), null);
  }

  /** The same with a login that is sent along. */
  public HttpInterface basicAuth(String user, String password) {
    return new HttpInterface(scheme, server, patience, authorization(user, password));
  }

  /** The same over TLS; the server's certificate is not checked. */
  public HttpInterface tls() {
    return new HttpInterface("https", server, patience, authorization);
  }

  static String authorization(String user, String password) {
    String pair = Given.value(user, "user") + ":" + Given.value(password, "password");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /**
   * What the service says.
   *
   * @param body the first MiB of it
   */
  public record Answer(int status, String body) {

    /** Whether the status is one from 200 to 299. */
    public boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** Status and body. */
    @Override
    public String toString() {
      return status + (body.isEmpty() ? "" : " " + body);
    }
  }

  /**
   * Asks; redirections are not followed.
   *
   * @param path begins with a slash
   * @param json what is sent along, or null for nothing
   * @throws IOException if there is no answer in time
   */
  public Answer ask(String method, String path, @Nullable String json) throws IOException {
    HttpURLConnection request = open(method, path);
    try {
      if (json != null) {
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.getOutputStream().write(json.getBytes(UTF_8));
      }
      return new Answer(request.getResponseCode(), body(request));
    } finally {
      request.disconnect();
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    InetAddress known = server.getAddress(); // which needs no look-up
    String host = known == null ? server.getHostString() : known.getHostAddress();
    String address = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    HttpURLConnection request =
        (HttpURLConnection)
            URI.create(scheme + "://" + address + path).toURL().openConnection(Proxy.NO_PROXY);
    if (request instanceof HttpsURLConnection tls) {
      trustIn(tls);
    }
    request.setRequestMethod(method);
    request.setInstanceFollowRedirects(false);
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(Math.toIntExact(patience.toMillis()));
    request.setRequestProperty("Connection", "close"); // after an error it would stay open else
    if (authorization != null) {
      request.setRequestProperty("Authorization", authorization);
    }
    return request;
  }

  private static void trustIn(HttpsURLConnection tls) throws IOException {
    try {
      TrustEveryone.applyTo(tls);
    } catch (GeneralSecurityException e) {
      throw new IOException("This JVM can't speak TLS: " + e.getMessage(), e);
    }
  }

  /** The first MiB of an answer's body, also of an error's. */
  static String body(HttpURLConnection request) throws IOException {
    boolean isError = request.getResponseCode() >= 400;
    InputStream stream = isError ? request.getErrorStream() : request.getInputStream();
    try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
      return new String(body.readNBytes(MOST), UTF_8);
    }
  }
}
