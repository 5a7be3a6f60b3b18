package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each option of a container is in a pod. */
class PodSpecsTests {

  private static PodSpec pod(ContainerSpec spec, Endpoint... networks) {
    ContainerRequest request =
        ContainerRequest.of("web", "nginx:1.22", spec, Map.of(), List.of(networks), Map.of());
    Map<String, List<String>> joined = new LinkedHashMap<>();
    for (Endpoint network : networks) {
      joined.put(network.networkId(), network.aliases());
    }
    NetworkPlace place = NetworkPlace.of(request, joined, "ns.svc.cluster.local");
    return PodSpecs.of(request, false, place, StartFiles.none());
  }

  private static Container container(ContainerSpec spec) {
    return pod(spec).getContainers().get(0);
  }

  private static ContainerSpec nginx() {
    return ContainerSpec.of("nginx:1.22");
  }

  @Test
  void a_pod_has_nothing_that_was_not_asked_for() {
    PodSpec pod = pod(nginx());

    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getHostname()).isNull();
    assertThat(pod.getDnsConfig()).isNull();
    assertThat(pod.getContainers().get(0).getSecurityContext()).isNull();
    assertThat(pod.getContainers().get(0).getCommand()).isEmpty();
    assertThat(pod.getContainers().get(0).getArgs()).isEmpty();
  }

  @Test
  void a_pod_that_is_collected_is_gone_at_once() {
    assertThat(pod(nginx()).getTerminationGracePeriodSeconds()).isZero();
  }

  @Test
  void a_dollar_sign_stays_one() {
    Container container =
        container(
            nginx().entrypoint("echo", "$(HOME)").command("$$").env("PRICE", "$(PATH) for 5$"));

    assertThat(container.getCommand()).containsExactly("echo", "$$(HOME)");
    assertThat(container.getArgs()).containsExactly("$$$$");
    assertThat(container.getEnv())
        .singleElement()
        .satisfies(one -> assertThat(one.getValue()).isEqualTo("$$(PATH) for 5$$"));
  }

  @Test
  void limits_are_limits() {
    Container container = container(nginx().memory(64L << 20).cpus(0.5));

    assertThat(container.getResources().getLimits().get("memory").getNumericalAmount())
        .isEqualByComparingTo("67108864");
    assertThat(container.getResources().getLimits().get("cpu").getNumericalAmount())
        .isEqualByComparingTo("0.5");
  }

  @Test
  void a_user_is_a_number_with_a_group_or_without() {
    assertThat(container(nginx().user("999:1000")).getSecurityContext())
        .extracting("runAsUser", "runAsGroup")
        .containsExactly(999L, 1000L);
    assertThat(container(nginx().user("root")).getSecurityContext().getRunAsUser()).isZero();
  }

  /** The Pod Security Standard "restricted", as its documentation has it up to 1.34. */
  @Test
  void a_user_without_capabilities_is_all_that_a_restricted_namespace_asks_for() {
    SecurityContext security =
        container(nginx().user("999:1000").dropCapability("CAP_ALL")).getSecurityContext();

    assertThat(security.getRunAsUser()).isEqualTo(999);
    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
  }

  @Test
  void who_is_root_or_has_a_capability_keeps_what_a_program_may_need() {
    for (ContainerSpec spec :
        List.of(
            nginx().user("0").dropCapability("ALL"),
            nginx().dropCapability("ALL"),
            nginx().user("999"),
            nginx().user("999").dropCapability("ALL").addCapability("NET_BIND_SERVICE"))) {
      assertThat(container(spec).getSecurityContext())
          .extracting("runAsNonRoot", "allowPrivilegeEscalation", "seccompProfile")
          .containsOnlyNulls();
    }
  }

  @Test
  void a_user_by_name_is_refused_with_what_to_write() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> pod(nginx().user("nginx")))
        .withMessageContainingAll("\"nginx\"", "number", "user(\"999\")");
  }

  @Test
  void a_platform_chooses_nodes() {
    assertThat(pod(nginx().platform("linux/arm64/v8")).getNodeSelector())
        .containsOnly(
            Map.entry("kubernetes.io/os", "linux"), Map.entry("kubernetes.io/arch", "arm64"));
  }

  @Test
  void mounts_are_volumes_of_the_pod() {
    PodSpec pod =
        pod(
            nginx()
                .sharedMemory(1 << 20)
                .mount(Mount.tmpfs("/tmp").bytes(4096))
                .mount(Mount.anonymousVolume("/scratch"))
                .mount(Mount.volume("data", "/data").readOnly()));

    assertThat(pod.getContainers().get(0).getVolumeMounts())
        .extracting("mountPath", "readOnly")
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("/tmp", null),
            org.assertj.core.api.Assertions.tuple("/scratch", null),
            org.assertj.core.api.Assertions.tuple("/data", true),
            org.assertj.core.api.Assertions.tuple("/dev/shm", null));
    assertThat(pod.getVolumes().get(0).getEmptyDir().getMedium()).isEqualTo("Memory");
    assertThat(pod.getVolumes().get(2).getPersistentVolumeClaim().getClaimName()).isEqualTo("data");
  }

  @Test
  void its_first_name_on_its_first_network_is_its_host_name_there() {
    PodSpec pod =
        pod(
            nginx(),
            new Endpoint("net", List.of("orderDb", "orderdb")),
            new Endpoint("two", List.of()));

    assertThat(pod.getHostname()).isEqualTo("orderdb");
    assertThat(pod.getSubdomain()).isEqualTo("net");
    assertThat(pod.getDnsConfig().getSearches())
        .containsExactly("net.ns.svc.cluster.local", "two.ns.svc.cluster.local");
  }

  @Test
  void further_names_are_services() {
    ContainerRequest request =
        ContainerRequest.of(
            "web", "nginx:1.22", nginx().hostname("Shop_1"), Map.of(), List.of(), Map.of());
    Map<String, List<String>> networks = new LinkedHashMap<>();
    networks.put("net", List.of("web", "www"));
    networks.put("two", List.of("api"));

    NetworkPlace place = NetworkPlace.of(request, networks, "ns.svc.cluster.local");

    assertThat(place.hostname()).startsWith("shop-1");
    assertThat(place.others())
        .containsOnly(Map.entry("net", List.of("web", "www")), Map.entry("two", List.of("api")));
  }

  @Test
  void what_a_cluster_has_no_word_for_is_refused_by_name() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> pod(nginx().ulimit("nofile", 10, 10)))
        .withMessageContaining("ulimit");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> pod(nginx().extraHost("here", "host-gateway")))
        .withMessageContaining("host-gateway");
  }
}
