package dev.mayfly.docker;

import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import dev.mayfly.engine.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens engines that speak Docker's API. */
public final class DockerProvider implements EngineProvider {

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public boolean understands(String address) {
    return EngineName.matches(address);
  }

  @Override
  public ContainerEngine open(Function<String, Optional<String>> settings) {
    return DockerEngine.open(settings);
  }

  @Override
  public List<Finding> configuration(Function<String, Optional<String>> settings) {
    return new ConfigExamination(settings, new Variables(System::getenv)).all();
  }

  @Override
  public ContainerEngine open(
      String address, String origin, Function<String, Optional<String>> settings) {
    return DockerEngine.open(new EngineName(address, origin), settings);
  }
}
