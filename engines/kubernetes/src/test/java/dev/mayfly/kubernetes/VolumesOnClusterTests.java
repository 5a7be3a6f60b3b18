package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecSpec;
import dev.mayfly.Mount;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container waits for its volumes' storage on a real cluster, unless nobody will provide it. */
@Tag("kubernetes")
class VolumesOnClusterTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> LABELS = Map.of("purpose", "test");

  private StreamBench bench;
  private KubernetesEngine engine;

  @BeforeEach
  void open() {
    bench = StreamBench.open();
    engine =
        KubernetesEngine.open(new ClusterAddress("", bench.namespace), name -> Optional.empty());
  }

  @AfterEach
  void close() {
    engine.close();
    bench.close();
  }

  private String container() {
    String volume = engine.createVolume("data", LABELS);
    return engine.createContainer(
        ContainerRequest.of(
            "box",
            StreamBench.IMAGE,
            ContainerSpec.of(StreamBench.IMAGE)
                .command("sleep", "600")
                .mount(Mount.volume(volume, "/data")),
            LABELS,
            List.of(),
            Map.of()));
  }

  /** What the adapter would make, but for the class. */
  private void claim(String storageClass) {
    bench
        .client
        .persistentVolumeClaims()
        .inNamespace(bench.namespace)
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(storageClass)
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build())
        .create();
  }

  private boolean isSaidToBeUnbound() {
    Pod pod = bench.pod("box");
    return pod != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(one -> String.valueOf(one.getMessage()).contains("unbound immediate"));
  }

  private PersistentVolume disk() {
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(bench.namespace)
        .endMetadata()
        .withNewSpec()
        .withStorageClassName(bench.namespace)
        .withAccessModes("ReadWriteOnce")
        .addToCapacity("storage", new Quantity("1Gi"))
        .withNewHostPath("/tmp/" + bench.namespace, "DirectoryOrCreate")
        .endSpec()
        .build();
  }

  @Test
  void a_volume_of_the_default_class_is_written() {
    String id = container();

    engine.startContainer(id);

    assertThat(
            engine
                .exec(id, ExecSpec.of("sh", "-c", "echo hello >/data/f && cat /data/f"), null)
                .stdout())
        .isEqualTo("hello\n");
    engine.remove(Kind.CONTAINER, id);
    engine.remove(Kind.VOLUME, "data");
  }

  @Test
  void a_start_waits_until_a_slow_provisioner_has_bound_the_claim() {
    bench
        .client
        .storage()
        .v1()
        .storageClasses()
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(bench.namespace)
                .endMetadata()
                .withProvisioner("example.com/slow")
                .build())
        .create();
    claim(bench.namespace);
    String id = container();
    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> engine.startContainer(id));
    await().atMost(PATIENCE).until(this::isSaidToBeUnbound);

    bench.client.resource(disk()).create(); // as the provisioner does

    start.join();
    assertThat(engine.inspectContainer(id).status()).isEqualTo(Status.RUNNING);
    bench.client.persistentVolumes().withName(bench.namespace).delete();
    bench.client.storage().v1().storageClasses().withName(bench.namespace).delete();
  }

  @Test
  void a_claim_without_a_class_is_told() {
    claim("");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.startContainer(container()))
        .withMessageContainingAll("PersistentVolumeClaim data", "no storage class is set");
  }

  @Test
  void a_class_that_is_not_there_is_told() {
    claim("no-such-class");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.startContainer(container()))
        .withMessageContainingAll("PersistentVolumeClaim data", "\"no-such-class\" not found");
  }
}
