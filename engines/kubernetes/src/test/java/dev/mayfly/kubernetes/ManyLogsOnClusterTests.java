package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.LogSubscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More followed logs than an API server takes on one connection, 250. */
@Tag("kubernetes")
class ManyLogsOnClusterTests {

  private static final int MANY = 300;

  @Test
  void as_many_logs_as_are_wanted_are_followed_and_other_questions_answered() throws Exception {
    CountDownLatch lines = new CountDownLatch(MANY);
    List<LogSubscription> followed = new ArrayList<>();
    try (StreamBench bench = StreamBench.open();
        PodLogs logs = new PodLogs(bench.client, bench.namespace)) {
      String pod = bench.start("talker", "echo begun; sleep 3600");
      try {
        for (int i = 0; i < MANY; i++) {
          followed.add(logs.follow(pod, Instant.EPOCH, line -> lines.countDown(), () -> {}));
        }

        assertThat(lines.await(4, TimeUnit.MINUTES)).as("%s logs left", lines.getCount()).isTrue();
        assertThat(bench.client.pods().inNamespace(bench.namespace).list().getItems()).hasSize(1);
      } finally {
        followed.forEach(LogSubscription::close);
      }
    }
  }
}
