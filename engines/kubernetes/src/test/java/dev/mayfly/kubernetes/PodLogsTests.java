package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server's logs, as it writes them. */
@EnableKubernetesMockClient
final class PodLogsTests {

  private static final String LOG = "/api/v1/namespaces/tests/pods/web/log?timestamps=true";
  private static final String SINCE = "&sinceTime=2026-01-01T00:00:01Z";

  KubernetesMockServer server;
  KubernetesClient client;

  private PodLogs logs;

  @BeforeEach
  void open() {
    logs = new PodLogs(client, "tests");
  }

  @AfterEach
  void close() {
    logs.close();
  }

  private void answer(String query, int status, Object body) {
    server.expect().get().withPath(LOG + "&container=main" + query).andReturn(status, body).once();
  }

  private List<String> read(Instant since, int tail) {
    List<String> lines = new ArrayList<>();
    logs.read("web", since, tail, line -> lines.add(line.time() + "|" + line.text()));
    return lines;
  }

  @Test
  void lines_have_their_times_also_those_of_a_node_that_is_not_on_utc() {
    answer(
        "&tailLines=9",
        200,
        "2026-01-01T00:00:01.5Z one\n2026-01-01T02:00:02.000000001+02:00 \n"
            + "unable to retrieve container logs for docker://0\n");

    assertThat(read(Instant.EPOCH, 9))
        .containsExactly("2026-01-01T00:00:01.500Z|one", "2026-01-01T00:00:02.000000001Z|");
  }

  @Test
  void what_is_too_early_within_the_second_is_left_out() {
    answer(SINCE, 200, "2026-01-01T00:00:01.4Z early\n2026-01-01T00:00:01.5Z right\n");

    assertThat(read(Instant.parse("2026-01-01T00:00:01.5Z"), 0))
        .containsExactly("2026-01-01T00:00:01.500Z|right");
  }

  @Test
  void a_long_line_of_which_a_node_wrote_pieces_is_one_line() {
    String piece = "ü".repeat(8 * 1024);
    String time = "2026-01-01T00:00:01.5Z ";
    answer("", 200, time + piece + time + piece + time + "end\n" + time + "next\n");

    assertThat(read(Instant.EPOCH, 0))
        .containsExactly(
            "2026-01-01T00:00:01.500Z|" + piece + piece + "end", "2026-01-01T00:00:01.500Z|next");
  }

  @Test
  void a_container_that_has_not_begun_has_logged_nothing() {
    answer("", 400, status(400, "container \"main\" in pod \"web\" is waiting to start"));

    assertThat(read(Instant.EPOCH, 0)).isEmpty();
  }

  @Test
  void a_container_that_is_not_there_is_told() {
    answer("", 404, status(404, "pods \"web\" not found"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(Instant.EPOCH, 0))
        .withMessage("Can't read the log of container web: pods \"web\" not found")
        .matches(EngineException::isNotFound, "not found");
  }

  private static Status status(int code, String words) {
    return new StatusBuilder().withCode(code).withMessage(words).build();
  }

  @Test
  void a_follower_goes_on_where_the_cluster_has_cut_it_and_gives_no_line_twice() {
    String first = "2026-01-01T00:00:01.5Z one\n2026-01-01T00:00:01.5Z two\n";
    answer("&follow=true", 200, first);
    answer(SINCE + "&follow=true", 200, first + "2026-01-01T00:00:01.5Z three\n");
    pod(true);
    pod(false);
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> end = new CompletableFuture<>();

    try (var following =
        logs.follow(
            "web", Instant.EPOCH, line -> seen.add(line.text()), () -> end.complete(null))) {
      end.join();
    }

    assertThat(seen).containsExactly("one", "two", "three");
  }

  private void pod(boolean runs) {
    PodBuilder pod = new PodBuilder().withNewMetadata().withName("web").endMetadata();
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/tests/pods/web")
        .andReturn(
            200,
            runs
                ? pod.withNewStatus()
                    .addNewContainerStatus()
                    .withNewState()
                    .withNewRunning()
                    .endRunning()
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build()
                : pod.withNewStatus()
                    .addNewContainerStatus()
                    .withNewState()
                    .withNewTerminated()
                    .endTerminated()
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build())
        .once();
  }
}
