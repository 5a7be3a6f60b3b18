package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.AttachedStreams;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real cluster keeps and removes of sessions. */
@Tag("kubernetes")
final class SessionJobsOnClusterTests {

  private static final int ALL = 3 + 3 + 1 + 1;
  private static final int GRACE = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String session = UUID.randomUUID().toString().substring(24);
  private StreamBench bench;
  private SessionJobs jobs;

  @BeforeEach
  void open() {
    bench = StreamBench.open();
    jobs = new SessionJobs(bench.client, bench.namespace, StreamBench.IMAGE);
  }

  @AfterEach
  void close() {
    jobs.close();
    bench.close();
  }

  private Process holder() throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SessionHolder.class.getName(),
                bench.namespace,
                session,
                String.valueOf(GRACE))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("ready");
    assertThat(lines.readLine()).isEqualTo("filled");
    return jvm;
  }

  private int count() {
    return SessionHolder.count(bench, session);
  }

  @Test
  void all_of_a_killed_jvm_is_removed() throws Exception {
    Process jvm = holder();
    assertThat(count()).isEqualTo(ALL);
    long start = System.nanoTime();

    jvm.destroyForcibly().waitFor();

    await().atMost(PATIENCE).until(() -> count() == 0);
    System.out.println(
        "FIGURE all gone after ms " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  @Test
  void a_jvm_that_is_stopped_loses_nothing() throws Exception {
    Process jvm = holder();
    signal(jvm, "STOP");

    TimeUnit.SECONDS.sleep(4 * GRACE);

    assertThat(count()).isEqualTo(ALL);
    signal(jvm, "CONT");
    jvm.destroyForcibly().waitFor();
    await().atMost(PATIENCE).until(() -> count() == 0);
  }

  private static void signal(Process jvm, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + jvm.pid()).start().waitFor()).isZero();
  }

  private BufferedReader attach(String job) {
    return read(jobs.attach(job));
  }

  private String job(String instance) {
    return jobs.create(SessionHolder.request(session, instance, Duration.ofSeconds(GRACE)));
  }

  @Test
  void a_successor_keeps_all_when_only_the_connection_was_lost() throws Exception {
    String first = job("one");
    BufferedReader lines = attach(first);
    assertThat(lines.readLine()).isEqualTo("ready");
    SessionHolder.fill(bench, session, jobs.owners(session));

    bench
        .client
        .pods()
        .inNamespace(bench.namespace)
        .withLabel(SessionJob.POD_LABEL, first)
        .withGracePeriod(0)
        .delete();
    assertThat(lines.readLine()).isNull();
    String second = job("two");
    assertThat(attach(second).readLine()).isEqualTo("ready");

    await().atMost(PATIENCE).until(() -> jobs.status(first).isEmpty());
    TimeUnit.SECONDS.sleep(2 * GRACE);
    assertThat(count()).isEqualTo(ALL);
    assertThat(bench.pod("pod-0").getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getName)
        .contains(second);
    assertThat(jobs.owners(session)).extracting(OwnerReference::getName).containsExactly(second);
  }

  @Test
  void what_was_there_before_the_job_is_owned_by_it_and_goes_with_it() throws Exception {
    SessionHolder.fill(bench, session, List.of());
    String job = job("one");
    AttachedStreams streams = jobs.attach(job);
    BufferedReader lines = read(streams);
    assertThat(lines.readLine()).isEqualTo("ready");

    streams.stdin().write("close\n".getBytes(StandardCharsets.US_ASCII));
    streams.close();

    await().atMost(PATIENCE).until(() -> count() == 0);
  }

  @Test
  void a_job_that_nobody_attaches_to_goes_soon_with_what_was_made_meanwhile() {
    job("killed-before-it-attached");
    SessionHolder.fill(bench, session, jobs.owners(session));

    await()
        .atMost(SessionJob.UNHEARD.plusSeconds(GRACE + 20))
        .until(() -> count() == 0 && pods().isEmpty());
  }

  /** Those of Jobs too. */
  private List<Pod> pods() {
    return bench.client.pods().inNamespace(bench.namespace).list().getItems();
  }

  @Test
  void what_was_made_for_a_job_that_can_not_be_held_stays() throws Exception {
    try (SessionJobs other =
        new SessionJobs(bench.client, bench.namespace, "registry.invalid/none:1")) {
      String job = other.create(SessionHolder.request(session, "one", Duration.ofSeconds(GRACE)));
      SessionHolder.fill(bench, session, other.owners(session));
      assertThat(bench.pod("pod-0").getMetadata().getOwnerReferences()).hasSize(1);

      assertThat(read(other.attach(job)).readLine()).startsWith("error: ");

      await().atMost(PATIENCE).until(() -> jobs.status(job).isEmpty());
      assertThat(count()).isEqualTo(ALL - 1);
      assertThat(pods()).hasSize(3).noneMatch(pod -> isOwned(pod));
    }
  }

  private static boolean isOwned(Pod pod) {
    return !pod.getMetadata().getOwnerReferences().isEmpty();
  }

  private static BufferedReader read(AttachedStreams streams) {
    return new BufferedReader(new InputStreamReader(streams.output(), StandardCharsets.UTF_8));
  }

  @Test
  void an_image_that_is_not_there_is_told() throws Exception {
    try (SessionJobs other =
        new SessionJobs(bench.client, bench.namespace, "registry.invalid/none:1")) {
      String job = other.create(SessionHolder.request(session, "one", Duration.ofSeconds(GRACE)));
      BufferedReader lines = read(other.attach(job));

      assertThat(lines.readLine()).startsWith("error: ").contains("registry.invalid");
      assertThat(lines.readLine()).isNull();
    }
  }
}
