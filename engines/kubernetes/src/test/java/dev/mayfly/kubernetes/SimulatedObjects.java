package dev.mayfly.kubernetes;

import io.vertx.core.MultiMap;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The objects of a {@link SimulatedCluster}, and those who watch them. Its thread's alone. */
final class SimulatedObjects {

  private static final Map<String, String> KINDS =
      Map.of(
          "pods", "Pod",
          "jobs", "Job",
          "services", "Service",
          "configmaps", "ConfigMap",
          "secrets", "Secret",
          "persistentvolumeclaims", "PersistentVolumeClaim");

  private final Map<String, Map<String, JsonObject>> kinds = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final AtomicLong told = new AtomicLong();
  private long version = 1000;
  private long forgotten;

  private record Event(String kind, long version, JsonObject object, String text) {}

  private record Watcher(String kind, MultiMap query, ServerWebSocket socket) {}

  private Map<String, JsonObject> of(String kind) {
    return kinds.computeIfAbsent(kind, any -> new LinkedHashMap<>());
  }

  @Nullable JsonObject find(String kind, String name) {
    return of(kind).get(name);
  }

  long told() {
    return told.get();
  }

  JsonObject add(String kind, JsonObject object) {
    JsonObject made =
        object
            .copy()
            .put("kind", KINDS.getOrDefault(kind, "Other"))
            .put("apiVersion", kind.equals("jobs") ? "batch/v1" : "v1");
    if (kind.equals("pods")) {
      made.put("status", new JsonObject().put("phase", "Pending"));
    }
    made.getJsonObject("metadata")
        .put("namespace", "ns")
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", "2026-01-01T00:00:00Z");
    return store(kind, made, "ADDED");
  }

  /** Puts in what a patch has. */
  JsonObject change(String kind, JsonObject object, JsonObject patch) {
    return store(kind, object.copy().mergeIn(patch, true), "MODIFIED");
  }

  /** Removes one, and what it owns. */
  void remove(String kind, JsonObject object) {
    JsonObject metadata = object.getJsonObject("metadata");
    of(kind).remove(metadata.getString("name"));
    tell(kind, object, "DELETED");
    kinds.forEach(
        (other, all) ->
            List.copyOf(all.values()).stream()
                .filter(one -> isOwned(one, metadata.getString("uid")))
                .forEach(one -> remove(other, one)));
  }

  private static boolean isOwned(JsonObject object, String uid) {
    JsonArray owners =
        object.getJsonObject("metadata").getJsonArray("ownerReferences", new JsonArray());
    return owners.stream().anyMatch(owner -> uid.equals(((JsonObject) owner).getString("uid")));
  }

  private JsonObject store(String kind, JsonObject object, String type) {
    of(kind).put(object.getJsonObject("metadata").getString("name"), object);
    tell(kind, object, type);
    return object;
  }

  private void tell(String kind, JsonObject object, String type) {
    object.getJsonObject("metadata").put("resourceVersion", String.valueOf(++version));
    Event event =
        new Event(
            kind,
            version,
            object,
            new JsonObject().put("type", type).put("object", object).encode());
    events.add(event);
    watchers.forEach(watcher -> tell(watcher, event));
  }

  private void tell(Watcher watcher, Event event) {
    if (event.kind().equals(watcher.kind()) && matches(event.object(), watcher.query())) {
      told.addAndGet(event.text().length());
      watcher.socket().writeTextMessage(event.text());
    }
  }

  void watch(String kind, MultiMap query, ServerWebSocket socket) {
    Watcher watcher = new Watcher(kind, query, socket);
    String from = query.get("resourceVersion");
    long since = from == null || from.isEmpty() ? version : Long.parseLong(from);
    if (since < forgotten) {
      refuse(socket);
      return;
    }
    events.stream().filter(event -> event.version() > since).forEach(event -> tell(watcher, event));
    watchers.add(watcher);
    socket.closeHandler(none -> watchers.remove(watcher));
  }

  /** What was is known no more, as watches are told with a status of 410. */
  void forget() {
    events.clear();
    forgotten = version;
    List.copyOf(watchers).forEach(watcher -> refuse(watcher.socket()));
  }

  private static void refuse(ServerWebSocket socket) {
    JsonObject gone =
        new JsonObject()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("reason", "Expired")
            .put("code", 410)
            .put("message", "too old resource version");
    socket.writeTextMessage(new JsonObject().put("type", "ERROR").put("object", gone).encode());
    socket.close();
  }

  JsonObject list(String kind, MultiMap query) {
    JsonArray items = new JsonArray();
    of(kind).values().stream().filter(one -> matches(one, query)).forEach(items::add);
    JsonObject list =
        new JsonObject()
            .put("kind", KINDS.getOrDefault(kind, "Other") + "List")
            .put("apiVersion", kind.equals("jobs") ? "batch/v1" : "v1")
            .put("metadata", new JsonObject().put("resourceVersion", String.valueOf(version)))
            .put("items", items);
    told.addAndGet(list.encode().length());
    return list;
  }

  private static boolean matches(JsonObject object, MultiMap query) {
    JsonObject metadata = object.getJsonObject("metadata");
    String field = query.get("fieldSelector");
    if (field != null
        && field.startsWith("metadata.name=")
        && !field.endsWith("=" + metadata.getString("name"))) {
      return false;
    }
    String labels = query.get("labelSelector");
    return labels == null || hasAll(metadata.getJsonObject("labels", new JsonObject()), labels);
  }

  private static boolean hasAll(JsonObject labels, String selector) {
    for (String term : selector.split(",", -1)) {
      String[] parts = term.split("==?", 2);
      String value = labels.getString(parts[0]);
      if (value == null || parts.length > 1 && !parts[1].equals(value)) {
        return false;
      }
    }
    return true;
  }
}
