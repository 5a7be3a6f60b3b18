package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A JVM that has a session with pods, Services and a ConfigMap, until it is killed. */
final class SessionHolder {

  static final String SESSION = "dev.mayfly.session";

  private SessionHolder() {}

  /**
   * Takes the namespace, the session's id, and the grace time in seconds; says when all is there.
   */
  public static void main(String[] arguments) throws Exception {
    StreamBench bench = StreamBench.in(arguments[0]);
    String session = arguments[1];
    SessionJobs jobs = new SessionJobs(bench.client, bench.namespace, StreamBench.IMAGE);
    String job =
        jobs.create(request(session, "one", Duration.ofSeconds(Long.parseLong(arguments[2]))));
    AttachedStreams streams = jobs.attach(job);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8));
    System.out.println(lines.readLine());
    fill(bench, session, jobs.owners(session));
    System.out.println("filled");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(line);
    }
    System.out.println("lost");
    Thread.sleep(Duration.ofHours(1).toMillis());
  }

  static ReaperRequest request(String session, String instance, Duration grace) {
    return new ReaperRequest(
        "mayfly-" + session + "-reaper-" + instance,
        session,
        instance,
        0,
        grace,
        Map.of(SESSION, session, "dev.mayfly.reaper", instance));
  }

  /** Makes what a session has. */
  static void fill(StreamBench bench, String session, List<OwnerReference> owners) {
    Map<String, String> labels = Map.of(SESSION, session);
    for (int i = 0; i < 3; i++) {
      bench.create("pod-" + i, "sleep 3600", labels, owners);
      bench
          .client
          .services()
          .inNamespace(bench.namespace)
          .resource(
              new ServiceBuilder()
                  .withNewMetadata()
                  .withName("alias-" + i)
                  .withLabels(labels)
                  .withOwnerReferences(owners)
                  .endMetadata()
                  .withNewSpec()
                  .withClusterIP("None")
                  .withSelector(labels)
                  .endSpec()
                  .build())
          .create();
    }
    bench
        .client
        .configMaps()
        .inNamespace(bench.namespace)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("files")
                .withLabels(labels)
                .withOwnerReferences(owners)
                .endMetadata()
                .build())
        .create();
    for (int i = 0; i < 3; i++) {
      bench.awaitRunning("pod-" + i);
    }
  }

  /** How many objects the session has. */
  static int count(StreamBench bench, String session) {
    Map<String, String> labels = Map.of(SESSION, session);
    return bench
            .client
            .pods()
            .inNamespace(bench.namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .size()
        + bench
            .client
            .services()
            .inNamespace(bench.namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .size()
        + bench
            .client
            .configMaps()
            .inNamespace(bench.namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .size()
        + bench
            .client
            .batch()
            .v1()
            .jobs()
            .inNamespace(bench.namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .size();
  }
}
