package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.LogSubscription;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server takes so many questions at once on one connection, and logs that are followed last. */
class ManyLogsTests {

  /** More than an API server takes on one connection, and than this one, which takes 100. */
  private static final int MANY = 300;

  private static KubernetesClient client(SimulatedCluster cluster) {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(cluster.address()).build();
    return ApiClients.of(config);
  }

  @Test
  void as_many_logs_as_are_wanted_are_followed_and_other_questions_answered() throws Exception {
    CountDownLatch lines = new CountDownLatch(MANY);
    try (SimulatedCluster cluster = SimulatedCluster.with(1);
        KubernetesClient client = client(cluster);
        PodLogs logs = new PodLogs(client, "ns")) {
      String pod = client.pods().inNamespace("ns").list().getItems().get(0).getMetadata().getName();
      List<LogSubscription> followed = new ArrayList<>();
      try {
        for (int i = 0; i < MANY; i++) {
          followed.add(logs.follow(pod, Instant.EPOCH, line -> lines.countDown(), () -> {}));
        }

        assertThat(lines.await(1, TimeUnit.MINUTES)).as("%s logs left", lines.getCount()).isTrue();
        assertThat(client.pods().inNamespace("ns").withName(pod).get()).isNotNull();
      } finally {
        followed.forEach(LogSubscription::close);
      }
    }
  }
}
