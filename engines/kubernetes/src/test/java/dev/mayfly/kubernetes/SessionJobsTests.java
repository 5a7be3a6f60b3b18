package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Jobs of sessions as objects of an API server; nothing runs them here. */
@EnableKubernetesMockClient(crud = true)
final class SessionJobsTests {

  private static final String NAMESPACE = "tests";
  private static final String SESSION = "dev.mayfly.session";
  private static final String REAPER = "dev.mayfly.reaper";
  private static final String ID = "1a2b3c4d5e6f";

  KubernetesMockServer server;
  KubernetesClient client;
  private SessionJobs jobs;

  @BeforeEach
  void open() {
    jobs = new SessionJobs(client, NAMESPACE, SessionJobs.DEFAULT_IMAGE);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private static ReaperRequest request(String instance) {
    return new ReaperRequest(
        "mayfly-" + ID + "-reaper-" + instance,
        ID,
        instance,
        0,
        Duration.ofMillis(9_500),
        Map.of(SESSION, ID, REAPER, instance, "dev.mayfly.owner", "host/1 2 3"));
  }

  private Job job(String name) {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).withName(name).get();
  }

  @Test
  void a_job_ends_with_its_input_and_is_kept_for_the_grace_time() {
    Job job = job(jobs.create(request("one")));

    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(10);
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    var container = job.getSpec().getTemplate().getSpec().getContainers().get(0);
    assertThat(container.getStdin()).isTrue();
    assertThat(container.getStdinOnce()).isTrue();
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).doesNotContainKey(SESSION);
  }

  /** As who is attached to its pod does. */
  private void hold(String name) {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"activeDeadlineSeconds\":" + SessionJob.ATTACHED.toSeconds() + "}}");
  }

  @Test
  void what_is_made_belongs_to_all_jobs_that_hold_the_session_those_of_others_too() {
    String mine = jobs.create(request("one"));
    try (SessionJobs others = new SessionJobs(client, NAMESPACE, SessionJobs.DEFAULT_IMAGE)) {
      String theirs = others.create(request("two"));
      assertThat(jobs.owners(ID)) // the pod of the other may never run
          .extracting(OwnerReference::getName)
          .containsExactly(mine);
      hold(theirs);

      await().until(() -> jobs.owners(ID).size() == 2);
      assertThat(jobs.owners(ID))
          .extracting(OwnerReference::getName)
          .containsExactlyInAnyOrder(mine, theirs);

      others.remove(theirs);
      await().until(() -> jobs.owners(ID).size() == 1);
    }
    assertThat(jobs.owners(ID))
        .singleElement()
        .extracting(OwnerReference::getUid)
        .isEqualTo(job(mine).getMetadata().getUid());
    assertThat(jobs.owners("another")).isEmpty();
  }

  @Test
  void a_job_that_can_not_be_held_owns_nothing_more_and_is_removed_with_its_pod() throws Exception {
    String name = jobs.create(request("one"));
    client.pods().inNamespace(NAMESPACE).resource(podWithoutImage(name)).create();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(jobs.attach(name).output(), UTF_8));

    assertThat(lines.readLine()).startsWith("error: ").contains("manifest unknown");

    assertThat(jobs.owners(ID)).isEmpty();
    assertThat(jobs.has(name)).isFalse();
    assertThat(job(name)).isNull();
    assertThat(client.pods().inNamespace(NAMESPACE).list().getItems()).isEmpty();
  }

  private static Pod podWithoutImage(String job) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(job + "-pod")
        .addToLabels(SessionJob.POD_LABEL, job)
        .endMetadata()
        .withNewStatus()
        .withPhase("Pending")
        .addNewContainerStatus()
        .withNewState()
        .withNewWaiting("manifest unknown", "ErrImagePull")
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  /** It comes to be after the successor has looked for all that there is. */
  @Test
  void what_was_being_made_while_a_job_was_replaced_belongs_to_its_successor() {
    List<String> patches = new CopyOnWriteArrayList<>();
    server
        .expect()
        .patch()
        .withPath("/api/v1/namespaces/tests/configmaps/late")
        .andReply(
            200,
            request -> {
              patches.add(request.getUtf8Body());
              return new ConfigMap();
            })
        .always();
    jobs.remove(jobs.create(request("one")));
    List<OwnerReference> asked = jobs.owners(ID);
    String two = jobs.create(request("two"));
    ConfigMap late =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName("late")
            .withOwnerReferences(asked)
            .endMetadata()
            .build();

    jobs.keep(ID, late);

    assertThat(patches).singleElement().asString().contains("\"name\":\"" + two + "\"");

    patches.clear();
    jobs.keep(
        ID, late.edit().editMetadata().withOwnerReferences(jobs.owners(ID)).endMetadata().build());
    jobs.keep("another", late);

    assertThat(patches).isEmpty();
  }

  @Test
  void a_session_that_is_asked_for_once_is_not_watched() {
    String mine = jobs.create(request("one"));
    hold(mine);
    int before = server.getRequestCount();
    try (SessionJobs sweeping = new SessionJobs(client, NAMESPACE, SessionJobs.DEFAULT_IMAGE)) {
      assertThat(sweeping.owners(ID)).extracting(OwnerReference::getName).containsExactly(mine);
      assertThat(sweeping.owners("dead")).isEmpty();
      assertThat(server.getRequestCount() - before).isEqualTo(2);

      // who makes more for it is one of its JVMs, and hears of others
      assertThat(sweeping.owners(ID)).extracting(OwnerReference::getName).containsExactly(mine);
      jobs.remove(mine);
      await().until(() -> sweeping.owners(ID).isEmpty());
    }
  }

  @Test
  void jobs_are_listed_with_their_labels_and_removed_by_name() {
    String name = jobs.create(request("one"));

    assertThat(jobs.list(REAPER, null))
        .singleElement()
        .satisfies(
            resource -> {
              assertThat(resource.id()).isEqualTo(name);
              assertThat(resource.kind()).isEqualTo(EngineResource.Kind.CONTAINER);
              assertThat(resource.labels()).containsEntry("dev.mayfly.owner", "host/1 2 3");
            });
    assertThat(jobs.list(SESSION, "another")).isEmpty();
    assertThat(jobs.has(name)).isTrue();

    jobs.remove(name);
    jobs.remove(name);

    assertThat(jobs.list(SESSION, ID)).isEmpty();
    assertThat(jobs.status(name)).isEmpty();
    assertThat(jobs.has(name)).isFalse();
  }
}
