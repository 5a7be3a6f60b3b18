package dev.mayfly.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ready.HttpInterface;
import dev.mayfly.ready.HttpInterface.Answer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SnapshotRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@Timeout(value = 15, unit = TimeUnit.MINUTES) // four starts and an image
class NodeSnapshotTests {

  private static final String PASSWORD = "p@ss: w/%";

  private final AtomicInteger fillings = new AtomicInteger();

  @TempDir Path folder;

  private static String ask(ContainerHandle node, String method, String path, String json)
      throws IOException {
    HttpInterface plain =
        HttpInterface.at(node.running().mappedAddress(Node.PORT), Duration.ofSeconds(30));
    boolean isSecured = Node.isSecured(node.slot().spec().env());
    HttpInterface http = isSecured ? plain.tls().basicAuth("elastic", PASSWORD) : plain;
    Answer answer = http.ask(method, path, json.isEmpty() ? null : json);
    assertThat(answer).matches(Answer::isGood, "is good");
    return answer.body();
  }

  private void fill(ContainerHandle node) throws IOException {
    fillings.incrementAndGet();
    ask(node, "PUT", "/books/_doc/1", "{\"title\": \"Mayflies\"}");
  }

  private void fillTrusted(ElasticsearchContainer node) throws IOException {
    assertThat(node.url()).hasScheme("https");
    assertThat(node.sslContext()).isNotNull();
    fill(node);
  }

  /** A run whose test finds what was filled, and adds to it. */
  private void run(SnapshotRuns runs, ContainerHandle node) throws IOException {
    try (Containers containers = runs.open()) {
      containers.start(runs.name(), node);
      assertThat(ask(node, "GET", "/books/_count?q=mayflies", "")).contains("\"count\":1");
      ask(node, "PUT", "/books/_doc/2?refresh=true", "{\"title\": \"Mayflies, of a test\"}");
    }
  }

  private void assertKept(SnapshotRuns runs, ContainerHandle node) throws IOException {
    run(runs, node);
    assertThat(fillings).as("of the test's and the snapshot's container").hasValue(2);
    assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNull();

    run(runs, node);
    assertThat(fillings).hasValue(2);
    assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNotNull();
  }

  @Test
  void a_second_run_starts_with_the_indices_of_the_first_one_and_another_key_fills_anew()
      throws IOException {
    ElasticsearchContainer secured = ElasticsearchContainer.of().password(PASSWORD).secured();
    try (SnapshotRuns runs = SnapshotRuns.in(folder)) {
      assertKept(runs, secured.snapshot("books 1", this::fillTrusted));

      try (Containers containers = runs.openUsing()) {
        containers.start(runs.name(), secured.snapshot("books 2", this::fill));
        assertThat(fillings).hasValue(3);
      }
    }
  }

  @Test
  void so_does_one_of_opensearch() throws IOException {
    try (SnapshotRuns runs = SnapshotRuns.in(folder)) {
      assertKept(runs, OpenSearchContainer.of().snapshot("books 1", this::fill));
    }
  }
}
