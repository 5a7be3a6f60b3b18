package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * A cluster that keeps Jobs which have ended, as before 1.21, where the feature gate
 * TTLAfterFinished is off unless somebody sets it: its API server drops the field without a word.
 */
@EnableKubernetesMockClient(crud = true)
final class EndlessJobsTests {

  private static final String JOBS = "/apis/batch/v1/namespaces/tests/jobs";
  private static final String SESSION = "1a2b3c4d5e6f";

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void it_is_told_and_its_job_is_removed_although_the_first_try_fails() {
    String name = "mayfly-" + SESSION + "-reaper-one";
    List<String> removed = new CopyOnWriteArrayList<>();
    server
        .expect()
        .post()
        .withPath(JOBS)
        .andReply(
            201,
            request -> {
              Job asked = Serialization.unmarshal(request.getUtf8Body(), Job.class);
              return asked.edit().editSpec().withTtlSecondsAfterFinished(null).endSpec().build();
            })
        .once();
    server.expect().delete().withPath(JOBS + "/" + name).andReturn(503, null).once();
    server
        .expect()
        .delete()
        .withPath(JOBS + "/" + name)
        .andReply(
            200,
            request -> {
              removed.add(request.getUtf8Body());
              return new Job();
            })
        .once();
    ReaperRequest request =
        new ReaperRequest(name, SESSION, "one", 0, Duration.ofSeconds(10), Map.of());

    try (SessionJobs jobs = new SessionJobs(client, "tests", SessionJobs.DEFAULT_IMAGE)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> jobs.create(request))
          .withMessageContainingAll("1.21", "TTLAfterFinished")
          .satisfies(refusal -> assertThat(refusal.getSuppressed()).isEmpty());

      assertThat(removed).singleElement().asString().contains("Background");
      assertThat(jobs.has(name)).isFalse();
      assertThat(jobs.owners(SESSION)).isEmpty();
    }
  }
}
