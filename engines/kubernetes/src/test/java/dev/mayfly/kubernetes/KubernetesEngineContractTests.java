package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerEngineContract;
import dev.mayfly.engine.Workbench;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

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
}
