package dev.mayfly.kubernetes;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API server with nodes whose pods run nothing, which takes as long as a real one and counts
 * what it is asked. All of it is done by one thread.
 */
final class SimulatedCluster implements AutoCloseable {

  private static final long ANSWER_MILLIS = 3;
  private static final long STEP_MILLIS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedObjects objects = new SimulatedObjects();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Set<HttpServerResponse> logs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger throttled = new AtomicInteger();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean losesFirst;
  private final HttpServer server;
  private int made;

  private SimulatedCluster() {
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setWebSocketSubProtocols(List.of("v4.channel.k8s.io")))
            .requestHandler(this::take);
  }

  /** One with pods of others in the namespace, which run. */
  static SimulatedCluster with(int pods) {
    SimulatedCluster cluster = new SimulatedCluster();
    for (int i = 0; i < pods; i++) {
      JsonObject pod = cluster.objects.add("pods", SimulatedPods.ofOthers(i));
      cluster.objects.change("pods", pod, SimulatedPods.at("running", cluster.made++));
    }
    cluster.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    return cluster;
  }

  /** Where it is. */
  String address() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** How often each verb and kind was asked for, such as {@code POST pods}. */
  Map<String, Integer> asked() {
    Map<String, Integer> counts = new TreeMap<>();
    asked.forEach((what, count) -> counts.put(what, count.get()));
    return counts;
  }

  /** How many bytes were told to those who list and watch. */
  long told() {
    return objects.told();
  }

  /** Refuses so many of the next creations of pods, which it asks to come again. */
  void throttle(int count) {
    throttled.set(count);
  }

  /** Makes all that it is asked for, and tells of none of it before it is asked once more. */
  void loseFirstAnswers() {
    losesFirst = true;
  }

  /** Has forgotten what watches were told before, and ends them. */
  void forget() {
    vertx.runOnContext(none -> objects.forget());
  }

  private void take(HttpServerRequest request) {
    String[] path = request.path().split("/", -1);
    int start = path[1].equals("api") ? 5 : 6;
    String kind = path.length > start ? path[start] : "";
    String name = path.length > start + 1 ? path[start + 1] : "";
    String part = path.length > start + 2 ? path[start + 2] : "";
    boolean isWatch = "true".equals(request.getParam("watch"));
    String verb = isWatch ? "WATCH" : request.method().name();
    String what = part.isEmpty() ? kind : kind + "/" + part;
    asked.computeIfAbsent(verb + " " + what, any -> new AtomicInteger()).incrementAndGet();
    if (request.headers().contains("Upgrade", "websocket", true)) {
      request.toWebSocket().onSuccess(socket -> talk(socket, kind, part, request.params()));
      return;
    }
    request
        .body()
        .onSuccess(
            body -> vertx.setTimer(ANSWER_MILLIS, none -> answer(request, kind, name, part, body)));
  }

  private void talk(ServerWebSocket socket, String kind, String part, MultiMap query) {
    if (part.isEmpty()) {
      objects.watch(kind, query, socket);
    } else if (part.equals("attach")) {
      socket.binaryMessageHandler(
          said -> socket.writeBinaryMessage(said.copy().setByte(0, (byte) 1)));
    }
  }

  private void answer(
      HttpServerRequest request, String kind, String name, String part, Buffer body) {
    JsonObject there = objects.find(kind, name);
    HttpMethod method = request.method();
    if (request.path().equals("/version")) {
      end(
          request,
          200,
          new JsonObject()
              .put("major", "1")
              .put("minor", "30")
              .put("gitVersion", "v1.30.0")
              .put("platform", "linux/amd64"));
    } else if (kind.isEmpty()) { // such as whether an account may do something
      end(request, 404, status(404, "NotFound", request.path() + " not found"));
    } else if (method == HttpMethod.POST) {
      create(request, kind, body.toJsonObject());
    } else if (name.isEmpty() && method == HttpMethod.GET) {
      end(request, 200, objects.list(kind, request.params()));
    } else if (there == null) {
      end(request, 404, status(404, "NotFound", kind + " \"" + name + "\" not found"));
    } else if (part.equals("log")) {
      log(request);
    } else if (method == HttpMethod.DELETE) {
      objects.remove(kind, there);
      end(request, 200, there);
    } else if (method == HttpMethod.PATCH) {
      end(request, 200, objects.change(kind, there, body.toJsonObject()));
    } else {
      end(request, 200, there);
    }
  }

  /** A followed one has no end. */
  private void log(HttpServerRequest request) {
    HttpServerResponse response = request.response().setChunked(true);
    response.write("2026-01-01T00:00:00.000000000Z begun\n");
    if ("true".equals(request.getParam("follow"))) {
      logs.add(response);
    } else {
      response.end();
    }
  }

  private void create(HttpServerRequest request, String kind, JsonObject object) {
    if (kind.equals("pods") && throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      request.response().putHeader("Retry-After", "1");
      end(
          request,
          429,
          status(429, "TooManyRequests", "too many requests, please try again later"));
      return;
    }
    String name = object.getJsonObject("metadata").getString("name");
    if (objects.find(kind, name) != null) {
      end(request, 409, status(409, "AlreadyExists", kind + " \"" + name + "\" already exists"));
      return;
    }
    JsonObject made = objects.add(kind, object);
    if (losesFirst && lost.add(kind + "/" + name)) {
      end(request, 503, status(503, "ServiceUnavailable", "the storage does not answer"));
    } else {
      end(request, 201, made);
    }
    if (kind.equals("pods")) {
      run(made, new ArrayList<>(List.of("scheduled", "creating", "running")));
    } else if (kind.equals("jobs")) {
      run(
          objects.add("pods", SimulatedPods.of(made)),
          new ArrayList<>(List.of("scheduled", "running")));
    }
  }

  /** Takes a pod through its steps, one after the other. */
  private void run(JsonObject pod, List<String> steps) {
    vertx.setTimer(
        STEP_MILLIS,
        none -> {
          String name = pod.getJsonObject("metadata").getString("name");
          if (objects.find("pods", name) != null && !steps.isEmpty()) {
            run(objects.change("pods", pod, SimulatedPods.at(steps.remove(0), made++)), steps);
          }
        });
  }

  private static JsonObject status(int code, String reason, String words) {
    return new JsonObject()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("code", code)
        .put("reason", reason)
        .put("message", words);
  }

  private static void end(HttpServerRequest request, int code, JsonObject body) {
    request
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
