package dev.mayfly.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium, driven by the W3C's WebDriver protocol through chromedriver. */
final class Browser implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, String server, Path profile) throws Exception {
    this.driver = driver;
    JsonNode answer = post(server + "/session", Map.of("capabilities", wanted(profile)));
    this.session = server + "/session/" + answer.path("sessionId").asText();
  }

  static Browser open(Path profile) throws Exception {
    Process driver =
        new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
    try {
      return new Browser(driver, "http://127.0.0.1:" + port(driver), profile);
    } catch (Exception e) {
      driver.destroy();
      throw e;
    }
  }

  private static String port(Process driver) throws IOException {
    BufferedReader output = driver.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = PORT.matcher(line);
      if (started.find()) {
        return started.group(1);
      }
    }
    throw new IOException("chromedriver ended before it said its port");
  }

  private static Map<String, Object> wanted(Path profile) {
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            "--user-data-dir=" + profile);
    return Map.of(
        "alwaysMatch",
        Map.of(
            "goog:chromeOptions", Map.of("args", arguments),
            "goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL")));
  }

  void show(Path page) throws Exception {
    post(session + "/url", Map.of("url", page.toUri().toString()));
  }

  /** Runs JavaScript in the page and returns what it returns. */
  JsonNode ask(String script, Object... arguments) throws Exception {
    return post(session + "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  void click(String selector) throws Exception {
    post(session + "/element/" + find(selector) + "/click", Map.of());
  }

  void type(String selector, String text) throws Exception {
    post(session + "/element/" + find(selector) + "/value", Map.of("text", text));
  }

  private String find(String selector) throws Exception {
    JsonNode found = post(session + "/element", Map.of("using", "css selector", "value", selector));
    return found.elements().next().asText();
  }

  /** Gives the browser's DevTools a command. */
  void devTools(String command, Map<String, Object> parameters) throws Exception {
    post(session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  /** Gives the page a screen of a size, for people who like it light or dark. */
  void screen(int width, int height, String scheme) throws Exception {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** What the page wrote to the console, errors among it. */
  List<String> console() throws Exception {
    return log("browser");
  }

  /** The addresses that were asked for since the last question. */
  List<String> requests() throws Exception {
    List<String> urls = new ArrayList<>();
    for (String message : log("performance")) {
      JsonNode event = JSON.readTree(message).path("message");
      if (event.path("method").asText().equals("Network.requestWillBeSent")) {
        urls.add(event.path("params").path("request").path("url").asText());
      }
    }
    return urls;
  }

  private List<String> log(String type) throws Exception {
    List<String> messages = new ArrayList<>();
    post(session + "/se/log", Map.of("type", type))
        .forEach(entry -> messages.add(entry.path("message").asText()));
    return messages;
  }

  void picture(Path file) throws Exception {
    JsonNode shot = send(HttpRequest.newBuilder(URI.create(session + "/screenshot")).GET());
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.asText()));
  }

  private JsonNode post(String url, Object body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    JsonNode value =
        JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body()).path("value");
    if (value.has("error")) {
      throw new IOException(value.path("message").asText());
    }
    return value;
  }

  @Override
  public void close() throws Exception {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
    } finally {
      driver.destroy();
    }
  }
}
