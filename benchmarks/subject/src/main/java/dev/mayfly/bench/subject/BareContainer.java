package dev.mayfly.bench.subject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A container by the calls that can't be avoided: create, start, inspect, ask the service until it
 * answers, delete. Everything that a library adds is measured against this.
 */
public final class BareContainer implements Running {

  private static final long PAUSE_MILLIS = 10;

  private final EngineSocket engine;
  private final String id;
  private final int port;

  private BareContainer(EngineSocket engine, String id, int port) {
    this.engine = engine;
    this.id = id;
    this.port = port;
  }

  /** Starts a container and returns when its service answers. */
  public static BareContainer start(Wanted wanted) throws IOException, InterruptedException {
    return start(wanted, 0, Map.of());
  }

  /** The same with a port of the host that the caller chose, and with variables. */
  public static BareContainer start(Wanted wanted, int hostPort, Map<String, String> environment)
      throws IOException, InterruptedException {
    EngineSocket engine = EngineSocket.open();
    String created =
        engine.call("POST", "/containers/create", request(wanted, hostPort, environment));
    String id = between(created, "\"Id\":\"", "\"");
    engine.call("POST", "/containers/" + id + "/start");
    String state = engine.call("GET", "/containers/" + id + "/json");
    String ports = state.substring(state.indexOf("\"NetworkSettings\""));
    int port = Integer.parseInt(between(ports, "\"HostPort\":\"", "\""));
    awaitAnswer(wanted.service(), port);
    return new BareContainer(engine, id, port);
  }

  private static void awaitAnswer(Service service, int port) throws InterruptedException {
    while (true) {
      try {
        service.ask("127.0.0.1", port);
        return;
      } catch (IOException notYet) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static String request(Wanted wanted, int hostPort, Map<String, String> environment) {
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    String port = "\"" + wanted.service().port() + "/tcp\":";
    String published = hostPort == 0 ? "" : Integer.toString(hostPort);
    StringBuilder json = new StringBuilder("{\"Image\":").append(quoted(wanted.service().image()));
    if (!wanted.command().isEmpty()) {
      json.append(",\"Cmd\":").append(array(wanted.command()));
    }
    json.append(",\"Env\":").append(array(variables));
    json.append(",\"Labels\":{\"" + Wanted.LABEL + "\":").append(quoted(wanted.run())).append('}');
    json.append(",\"ExposedPorts\":{").append(port).append("{}}");
    json.append(",\"HostConfig\":{\"PortBindings\":{").append(port);
    json.append("[{\"HostIp\":\"127.0.0.1\",\"HostPort\":").append(quoted(published));
    return json.append("}]}}}").toString();
  }

  private static String array(List<String> texts) {
    StringBuilder json = new StringBuilder();
    for (String text : texts) {
      json.append(json.isEmpty() ? "[" : ",").append(quoted(text));
    }
    return json.isEmpty() ? "[]" : json.append(']').toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf(after, start));
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    engine.call("DELETE", "/containers/" + id + "?force=1&v=1");
    engine.close();
  }
}
