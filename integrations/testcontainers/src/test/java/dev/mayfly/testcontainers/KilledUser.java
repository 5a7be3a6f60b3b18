package dev.mayfly.testcontainers;

import java.util.HashMap;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** A program that knows nothing of Mayfly and is killed while its containers run. */
final class KilledUser {

  private KilledUser() {}

  @SuppressWarnings("resource") // that is the point
  public static void main(String[] arguments) {
    Network network = Network.newNetwork();
    ImageFromDockerfile built =
        new ImageFromDockerfile()
            .withDockerfileFromBuilder(
                file -> file.from("busybox:1.35").cmd("sleep", "1h").build());
    String networkId = network.getId(); // these come first: no container has told of us yet
    String image = built.get();
    GenericContainer<?> container =
        new GenericContainer<>(built)
            .withNetwork(network)
            .withReuse(true)
            .withCreateContainerCmdModifier(command -> command.withLabels(new HashMap<>()));
    container.start();
    System.out.println(EngineLook.labelsOfNetwork(networkId).get(EngineLook.SESSION));
    System.out.println(EngineLook.labelsOfImage(image).get(EngineLook.SESSION));
    System.out.println(
        EngineLook.labelsOfContainer(container.getContainerId()).get(EngineLook.SESSION));
    System.out.flush();
    Runtime.getRuntime().halt(9);
  }
}
