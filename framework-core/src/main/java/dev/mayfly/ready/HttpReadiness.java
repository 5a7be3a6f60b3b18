package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import dev.mayfly.secrets.Secrets;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request is answered as wanted. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param path begins with a slash
 * @param port the container's port, or 0 for the only one that is exposed
 * @param method such as {@code GET}
 * @param statuses those that count; empty for 200 to 399
 * @param headers sent with the request
 * @param bodyRegex what the body must contain a match of, or null
 */
public record HttpReadiness(
    String scheme,
    String path,
    int port,
    String method,
    Set<Integer> statuses,
    Map<String, String> headers,
    @Nullable String bodyRegex)
    implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE");

  /**
   * Checks what was given.
   *
   * @throws IllegalArgumentException if the path, the method or the expression can't be used
   */
  public HttpReadiness {
    statuses = Set.copyOf(statuses);
    headers = Map.copyOf(headers);
    if (!Given.value(path, "path").startsWith("/")) {
      throw new IllegalArgumentException("The path \"" + path + "\" must begin with a slash.");
    }
    if (!METHODS.contains(Given.value(method, "method"))) {
      throw new IllegalArgumentException("The method " + method + " is none of " + METHODS + ".");
    }
    URI.create(scheme + "://localhost" + path);
    Regex.checked(bodyRegex == null ? "" : bodyRegex);
  }

  static HttpReadiness of(String scheme, String path) {
    return new HttpReadiness(scheme, path, 0, "GET", Set.of(), Map.of(), null);
  }

  public HttpReadiness port(int containerPort) {
    return new HttpReadiness(
        scheme,
        path,
        containerPort == 0 ? 0 : Given.port(containerPort),
        method,
        statuses,
        headers,
        bodyRegex);
  }

  public HttpReadiness method(String name) {
    return new HttpReadiness(scheme, path, port, name, statuses, headers, bodyRegex);
  }

  /** Lets this status count; given several times, any of them. */
  public HttpReadiness status(int code) {
    if (code < 100 || code > 599) {
      throw new IllegalArgumentException(
          "status " + code + " is none that a server answers; they are 100 to 599.");
    }
    Set<Integer> more = new TreeSet<>(statuses);
    more.add(code);
    return new HttpReadiness(scheme, path, port, method, more, headers, bodyRegex);
  }

  public HttpReadiness header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(RequestHeaders.requireSent(name, value), value);
    return new HttpReadiness(scheme, path, port, method, statuses, more, bodyRegex);
  }

  public HttpReadiness basicAuth(String user, String password) {
    return header("Authorization", HttpInterface.authorization(user, password));
  }

  public HttpReadiness body(String regex) {
    Given.value(regex, "body");
    return new HttpReadiness(scheme, path, port, method, statuses, headers, regex);
  }

  @Override
  public Look look(Probe probe) throws IOException, GeneralSecurityException {
    if (port == 0 && probe.tcpPorts().size() != 1) {
      return Look.never("say which port: http(…).port(…); exposed are " + probe.tcpPorts());
    }
    URI uri = uri(probe);
    HttpURLConnection request = open(uri);
    try {
      int status = request.getResponseCode();
      if (statuses.isEmpty() ? status < 200 || status > 399 : !statuses.contains(status)) {
        return Look.notYet(uri + " answered " + status);
      }
      return bodyRegex == null ? Look.ready() : lookAtBody(request, uri, bodyRegex);
    } finally {
      request.disconnect();
    }
  }

  private static Look lookAtBody(HttpURLConnection request, URI uri, String regex)
      throws IOException {
    return Regex.finds(regex, HttpInterface.body(request))
        ? Look.ready()
        : Look.notYet(uri + " answered a body without /" + regex + "/");
  }

  private URI uri(Probe probe) {
    int containerPort = port == 0 ? probe.tcpPorts().iterator().next() : port;
    String host = probe.host().indexOf(':') >= 0 ? "[" + probe.host() + "]" : probe.host();
    return URI.create(scheme + "://" + host + ":" + probe.mappedPort(containerPort) + path);
  }

  private HttpURLConnection open(URI uri) throws IOException, GeneralSecurityException {
    HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    if (request instanceof HttpsURLConnection tls) {
      TrustEveryone.applyTo(tls);
    }
    request.setRequestMethod(method);
    request.setInstanceFollowRedirects(false);
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    headers.forEach(request::setRequestProperty);
    return request;
  }

  @Override
  public Characteristics characteristics() {
    return port == 0 ? Characteristics.ofTheOnlyPort() : Characteristics.ofPort(port);
  }

  /** Without secrets, and so without the values of headers. */
  @Override
  public String toString() {
    return Secrets.none().mask(describe()) + ", asked with headers " + headers.keySet();
  }

  @Override
  public String describe() {
    return scheme
        + " "
        + method
        + " "
        + path
        + " is answered"
        + (statuses.isEmpty() ? "" : " with " + statuses);
  }
}
