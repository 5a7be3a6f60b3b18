package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import java.util.Optional;
import java.util.function.Function;

/** Opens clusters of Kubernetes, if the setting {@code mayfly.engine} names them. */
public final class KubernetesProvider implements EngineProvider {

  @Override
  public String name() {
    return ClusterAddress.NAME;
  }

  @Override
  public boolean understands(String address) {
    return ClusterAddress.matches(address);
  }

  @Override
  public ContainerEngine open(Function<String, Optional<String>> settings) {
    return KubernetesEngine.open(ClusterAddress.of(settings), settings);
  }

  @Override
  public ContainerEngine open(
      String address, String origin, Function<String, Optional<String>> settings) {
    return KubernetesEngine.open(ClusterAddress.of(address, settings), settings);
  }
}
