package dev.mayfly.neo4j;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cypher that is sent to the server's HTTP interface, past any proxy, each statement as a
 * transaction of its own.
 *
 * @param server its HTTP port
 */
record Cypher(InetSocketAddress server, Login login) {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern ERROR =
      Pattern.compile(
          "\"code\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NAME = Pattern.compile("\"row\"\\s*:\\s*\\[\\s*\"([^\"]+)\"");

  /** The server's word that it does not run a statement. */
  static final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;
    private final String code;

    Refusal(String code, String message) {
      super("Neo4j answers " + code + ": " + message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  static Cypher of(RunningContainer container) {
    return new Cypher(
        container.mappedAddress(Neo4jContainer.HTTP_PORT), Login.of(container.spec().env()));
  }

  /**
   * Runs a statement and returns the server's answer.
   *
   * @throws Refusal if the server does not run it
   */
  String ask(String statement) throws IOException {
    HttpURLConnection request = open();
    try {
      String body = "{\"statements\":[{\"statement\":" + Json.text(statement) + "}]}";
      request.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      String answer = answer(request);
      Matcher error = ERROR.matcher(answer);
      if (error.find()) {
        throw new Refusal(error.group(1), Json.plain(error.group(2)));
      }
      if (request.getResponseCode() >= 400) {
        throw new IOException("HTTP answers " + request.getResponseCode() + ": " + answer);
      }
      return answer;
    } finally {
      request.disconnect();
    }
  }

  private HttpURLConnection open() throws IOException {
    URL url = new URL("http", server.getHostString(), server.getPort(), "/db/neo4j/tx/commit");
    HttpURLConnection request = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    request.setDoOutput(true);
    request.setRequestProperty("Content-Type", "application/json");
    request.setRequestProperty("Authorization", login.authorization());
    return request;
  }

  private static String answer(HttpURLConnection request) throws IOException {
    boolean isError = request.getResponseCode() >= 400;
    try (InputStream body = isError ? request.getErrorStream() : request.getInputStream()) {
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Leaves nothing in the database but the indexes that it has by itself. */
  void reset() {
    try {
      ask("MATCH (n) DETACH DELETE n");
      for (String name : names("SHOW CONSTRAINTS YIELD name RETURN name")) {
        ask("DROP CONSTRAINT `" + name.replace("`", "``") + "`");
      }
      for (String name :
          names("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")) {
        ask("DROP INDEX `" + name.replace("`", "``") + "`");
      }
    } catch (IOException e) {
      throw new MayflyException("Neo4j could not be emptied: " + e.getMessage(), e);
    }
  }

  private List<String> names(String query) throws IOException {
    List<String> names = new ArrayList<>();
    for (Matcher row = NAME.matcher(ask(query)); row.find(); ) {
      names.add(Json.plain(row.group(1)));
    }
    return names;
  }
}
