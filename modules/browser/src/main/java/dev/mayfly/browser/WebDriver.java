package dev.mayfly.browser;

import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of the browser by W3C WebDriver, past the proxies of this JVM. */
final class WebDriver {

  /** Of the container. */
  static final int PORT = 4444;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SESSION = Pattern.compile("\"sessionId\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final InetSocketAddress server;

  WebDriver(RunningContainer container) {
    this.server = container.mappedAddress(PORT);
  }

  /** The sessions that are open now. */
  List<String> sessions() throws IOException, InterruptedException {
    return SESSION
        .matcher(send("GET", "/status", null))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Opens a session that writes down all that pages log, and returns its name. */
  String open() throws IOException, InterruptedException {
    String wanted =
        "{\"capabilities\":{\"alwaysMatch\":{\"goog:loggingPrefs\":{\"browser\":\"ALL\"}}}}";
    String answer = send("POST", "/session", wanted);
    Matcher session = SESSION.matcher(answer);
    if (!session.find()) {
      throw new IOException("The browser opened no session: " + answer);
    }
    return session.group(1);
  }

  void close(String session) throws IOException, InterruptedException {
    send("DELETE", "/session/" + session, null);
  }

  /** Shows a page, whose address needs no escaping. */
  void go(String session, String address) throws IOException, InterruptedException {
    send("POST", "/session/" + session + "/url", "{\"url\":\"" + address + "\"}");
  }

  /** The text that a session answers a question with. */
  String text(String session, String question) throws IOException, InterruptedException {
    String answer = send("GET", "/session/" + session + "/" + question, null);
    int begin = answer.indexOf('"', answer.indexOf(':')) + 1;
    return Json.plain(answer.substring(begin, answer.lastIndexOf('"')));
  }

  /** What the session's pages have logged since it was asked last, as JSON. */
  String console(String session) throws IOException, InterruptedException {
    return send("POST", "/session/" + session + "/se/log", "{\"type\":\"browser\"}");
  }

  private String send(String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    String host = server.getHostString();
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + name + ":" + server.getPort() + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      Matcher words = MESSAGE.matcher(answer.body());
      throw new IOException(
          "the browser answered "
              + answer.statusCode()
              + ": "
              + (words.find() ? Json.plain(words.group(1)).lines().findFirst().orElse("") : ""));
    }
    return answer.body();
  }
}
