package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.FileEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container that this JVM has created: what a cluster keeps nowhere, because a pod begins to run
 * when it is made and is gone when it is stopped. Thread-safe.
 */
final class Known {

  private final String id;
  private final ContainerRequest request;
  private final Map<String, List<String>> networks = new LinkedHashMap<>();
  private StartFiles files = StartFiles.none();
  private int starts;
  private @Nullable NetworkPlace place;
  private boolean hasFailed;
  private @Nullable End unseen;
  private @Nullable End end;

  Known(String id, ContainerRequest request) {
    this.id = id;
    this.request = request;
    for (Endpoint endpoint : request.networks()) {
      networks.put(endpoint.networkId(), endpoint.aliases());
    }
  }

  /**
   * How it ended.
   *
   * @param log its last lines
   */
  record End(ContainerState state, List<LogLine> log) {
    End {
      log = List.copyOf(log);
    }
  }

  String id() {
    return id;
  }

  ContainerRequest request() {
    return request;
  }

  /** The aliases by the networks' ids, in the order in which it has joined them. */
  synchronized Map<String, List<String>> networks() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(networks));
  }

  synchronized void joined(String network, List<String> aliases) {
    List<String> all = new ArrayList<>(networks.getOrDefault(network, List.of()));
    aliases.stream().filter(alias -> !all.contains(alias)).forEach(all::add);
    networks.put(network, List.copyOf(all));
  }

  synchronized void left(String network) {
    networks.remove(network);
  }

  /** Files that each of its pods begins with. */
  synchronized StartFiles files() {
    return files.prefix(id + "-" + starts);
  }

  /** Whether there are any. */
  synchronized boolean hasFiles() {
    return !files.files().isEmpty();
  }

  synchronized void add(List<FileEntry> entries) {
    files = files.with(entries);
  }

  /**
   * It gets a pod now.
   *
   * @param here what the pod is called, and where it looks for others
   */
  synchronized void starting(NetworkPlace here) {
    starts++;
    place = here;
    end = null;
    unseen = null;
    hasFailed = false;
  }

  /** What its last pod is called; null before the first. */
  synchronized @Nullable NetworkPlace place() {
    return place;
  }

  /** Its start has failed: a pod of it that is there is of no use. */
  synchronized void failed() {
    hasFailed = true;
  }

  /**
   * Its pod was asked to go.
   *
   * @param how how it has ended if the pod is gone and nobody has seen it go
   */
  synchronized void leaving(End how) {
    unseen = how;
  }

  /**
   * Its pod is gone because it was stopped.
   *
   * @param start which of its starts had made that pod; a later one has another
   */
  synchronized void ended(int start, End how) {
    if (start == starts) {
      end = how;
    }
  }

  /** How often it was started. */
  synchronized int starts() {
    return starts;
  }

  /**
   * Its state now that it was seen to have no pod: where that was asked to go, this was its end.
   * Empty if nobody knows where its pod has gone.
   */
  synchronized Optional<ContainerState> withoutPod() {
    end = end == null ? unseen : end;
    if (end != null) {
      return Optional.of(end.state());
    }
    return isUnborn()
        ? Optional.of(PodStates.created(id, request.name(), networks()))
        : Optional.empty();
  }

  /** How it ended when it was stopped last; null unless it is stopped. */
  synchronized @Nullable End end() {
    return end;
  }

  /** Whether it has, or had, a pod. */
  synchronized boolean wasStarted() {
    return starts > 0;
  }

  /** Whether its last start has failed. */
  synchronized boolean hasFailed() {
    return hasFailed;
  }

  /** Whether it has no pod of use, and gets another one when it is started. */
  synchronized boolean isUnborn() {
    return starts == 0 || hasFailed || end != null;
  }
}
