package dev.mayfly.docker;

import dev.mayfly.engine.ContainerEngineContract;
import dev.mayfly.engine.Workbench;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The adapter keeps the rules of the port with the engine of this machine. */
@Tag("docker")
final class DockerEngineContractTests implements ContainerEngineContract {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
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
