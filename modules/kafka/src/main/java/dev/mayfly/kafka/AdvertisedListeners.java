package dev.mayfly.kafka;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.StartHook;
import dev.mayfly.StartingContainer;

/**
 * Tells a started container the addresses that its broker must hand to clients, which are known
 * only now; until then the container's process waits.
 */
record AdvertisedListeners() implements StartHook {

  private static final String SETTINGS = "/opt/kafka/config/mayfly-listeners";
  private static final String COMPLETE = SETTINGS + "-complete";

  /** The marker goes away first, so that a container that is started again waits again. */
  static final String WAIT_AND_START =
      """
      until [ -e %2$s ]; do sleep 0.02; done
      rm %2$s && . %1$s && exec /etc/kafka/docker/run
      """
          .formatted(SETTINGS, COMPLETE);

  @Override
  public void started(StartingContainer container) {
    container.copyIn(
        CopiedFile.of(FileSource.text(settings(container)), SETTINGS),
        CopiedFile.of(FileSource.text(""), COMPLETE));
  }

  private static String settings(StartingContainer container) {
    String host = container.host();
    return "export KAFKA_ADVERTISED_LISTENERS='PLAINTEXT://%s:%d,NETWORK://%s:%d,BROKER://localhost:9095'\n"
        .formatted(
            host.indexOf(':') >= 0 ? "[" + host + "]" : host,
            container.port(KafkaContainer.PORT),
            container.networkAlias(),
            KafkaContainer.NETWORK_PORT);
  }
}
