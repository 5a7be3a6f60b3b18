package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.ContainerEngineContract;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.Workbench;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The adapter keeps the rules of the port with a real cluster, but for those that are named here,
 * each with the reason.
 */
@Tag("kubernetes")
final class KubernetesEngineContractTests implements ContainerEngineContract {

  private static final String NO_STORE = "a cluster has no images that could be asked for";
  private static final String NO_CREATED = "there is no pod before the start";

  private final KubernetesEngine engine =
      KubernetesEngine.open(new ClusterAddress("", ""), setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @Override
  public Workbench bench() {
    return bench;
  }

  @Override
  @AfterEach
  public void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  @Override
  @Test
  @Disabled(NO_STORE)
  public void an_image_that_the_engine_has_is_found() {}

  @Override
  @Test
  @Disabled(NO_STORE)
  public void the_names_of_all_images_are_told() {}

  @Override
  @Test
  @Disabled(NO_STORE)
  public void an_image_that_the_engine_has_not_is_not_found() {}

  @Override
  @Test
  @Disabled(NO_STORE)
  public void an_image_that_no_registry_has_can_not_be_pulled() {}

  @Override
  @Test
  @Disabled(NO_STORE)
  public void an_unknown_image_can_not_be_run() {}

  @Override
  @Test
  @Disabled(NO_CREATED)
  public void a_directory_is_copied_out_with_paths_relative_to_its_parent() {}

  @Override
  @Test
  @Disabled(NO_CREATED)
  public void links_and_fifos_go_in_and_come_out_as_what_they_are() {}

  @Override
  @Test
  @Disabled(NO_CREATED)
  public void what_is_at_a_path_is_told_and_a_link_is_followed() {}

  @Override
  @Test
  @Disabled(NO_CREATED)
  public void a_megabyte_comes_back_as_it_was() {}

  @Override
  @Test
  @Disabled(NO_CREATED)
  public void streams_may_be_attached_before_the_start() {}

  @Override
  @Test
  @Disabled("a restart makes another pod")
  public void a_stopped_container_starts_again_with_its_files() {}

  @Override
  @Test
  @Disabled("nothing tells what a container uses yet")
  public void a_running_container_tells_what_it_uses() {}

  @Override
  @Test
  @Disabled("a cluster runs a command as the container's user")
  public void a_command_gets_its_environment_user_and_directory() {}

  @Override
  @Test
  @Disabled("a network separates names alone")
  public void a_network_is_listed_by_its_labels_and_removed() {}

  @Override
  @Test
  @Disabled("a pod has one address, whatever its networks")
  public void a_container_joins_its_networks_under_its_aliases() {}

  @Override
  @Test
  @Disabled("where a pod looks for names is settled when it is made")
  public void a_running_container_joins_and_leaves_a_network() {}

  @Override
  @Test
  @Disabled("a cluster does not tell standard output and standard error apart")
  public void lines_come_in_order_with_their_streams_and_times() {}

  /**
   * By another command: busybox's nslookup fails where any of the domains that it searches does.
   */
  @Override
  @Test
  public void containers_of_one_network_find_each_other_by_alias() {
    String network = bench().network("net");
    bench().start(bench().sleeper(), new Endpoint(network, List.of("db")));
    String other = bench().start(bench().sleeper(), new Endpoint(network, List.of("app")));
    String stranger = bench().start(bench().sleeper());
    String[] ping = {"ping", "-c", "1", "-W", "5", "db"};

    await().untilAsserted(() -> assertThat(bench().exec(other, ping).exitCode()).isZero());
    assertThat(bench().exec(stranger, ping).stderr()).contains("bad address");
  }
}
