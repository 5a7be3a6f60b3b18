package dev.mayfly.keycloak;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ready.HttpInterface.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin of the realm master, as the image is told, and what it asks of the server. */
record Admin(String user, String password) {

  private static final String USER = "KC_BOOTSTRAP_ADMIN_USERNAME";
  private static final String PASSWORD = "KC_BOOTSTRAP_ADMIN_PASSWORD";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

  static Admin of(Map<String, String> env) {
    return new Admin(env.getOrDefault(USER, ""), env.getOrDefault(PASSWORD, ""));
  }

  ContainerSpec in(ContainerSpec spec) {
    return spec.env(USER, user).secretEnv(PASSWORD, password);
  }

  static URI realm(URI server, String realm) {
    String encoded = URLEncoder.encode(realm, StandardCharsets.UTF_8).replace("+", "%20");
    return server.resolve("/realms/" + encoded);
  }

  /** Asks the admin API, past the proxies of this JVM. */
  Answer ask(InetSocketAddress server, String method, String path, String json)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    HttpRequest.Builder request =
        request(server, path)
            .header("Authorization", "Bearer " + token(client, server))
            .header("Content-Type", "application/json");
    return send(client, request.method(method, BodyPublishers.ofString(json)));
  }

  private String token(HttpClient client, InetSocketAddress server)
      throws IOException, InterruptedException {
    String form =
        "client_id=admin-cli&grant_type=password&username="
            + URLEncoder.encode(user, StandardCharsets.UTF_8)
            + "&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8);
    Answer answer =
        send(
            client,
            request(server, "/realms/master/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    Matcher token = TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new IOException("Keycloak does not let the admin \"" + user + "\" in: " + answer);
    }
    return token.group(1);
  }

  private static HttpRequest.Builder request(InetSocketAddress server, String path) {
    String host = server.getHostString();
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return HttpRequest.newBuilder(URI.create("http://" + name + ":" + server.getPort() + path))
        .timeout(PATIENCE);
  }

  private static Answer send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user;
  }
}
