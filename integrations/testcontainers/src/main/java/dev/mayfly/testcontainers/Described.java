package dev.mayfly.testcontainers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** What Mayfly knows of a container that Testcontainers describes. */
final class Described {

  private static final String UNKNOWN = "testcontainers";

  private Described() {}

  /** What is about to be created. */
  static ContainerSpec by(CreateContainerCmd command) {
    ContainerSpec spec = image(Objects.requireNonNullElse(command.getImage(), UNKNOWN));
    if (command.getExposedPorts() != null) {
      for (ExposedPort port : command.getExposedPorts()) {
        spec = spec.expose(port(port));
      }
    }
    if (command.getEnv() != null) {
      for (String variable : command.getEnv()) {
        int end = variable.indexOf('=');
        spec = end > 0 ? env(spec, variable, end) : spec;
      }
    }
    return spec;
  }

  private static ContainerSpec env(ContainerSpec spec, String variable, int end) {
    return spec.env(variable.substring(0, end), variable.substring(end + 1));
  }

  private static Port port(ExposedPort port) {
    return port.getProtocol() == InternetProtocol.UDP
        ? Port.udp(port.getPort())
        : Port.tcp(port.getPort());
  }

  /** What is known before Testcontainers has pulled or built the image. */
  static ContainerSpec before(GenericContainer<?> container) {
    String text = container.getImage().toString();
    int begin = text.indexOf("imageName=") + "imageName=".length();
    String name = text.substring(begin).replaceAll("[,)].*", "");
    boolean isKnown = text.contains("imageName=") && !name.contains("<");
    ContainerSpec spec =
        image(isKnown ? name : UNKNOWN + "/" + container.getClass().getSimpleName());
    return isOneShot(container) ? spec.readyWhen(ReadyWhen.exit(0)) : spec;
  }

  /** Whether its end is what is waited for. */
  static boolean isOneShot(GenericContainer<?> container) {
    return container.getStartupCheckStrategy() instanceof OneShotStartupCheckStrategy;
  }

  private static ContainerSpec image(String name) {
    try {
      return ContainerSpec.of(name);
    } catch (IllegalArgumentException e) {
      return ContainerSpec.of(UNKNOWN);
    }
  }
}
