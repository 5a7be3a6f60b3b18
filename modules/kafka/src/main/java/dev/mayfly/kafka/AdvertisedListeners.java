package dev.mayfly.kafka;

import dev.mayfly.CopiedFile;
import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.LifecycleHook;
import dev.mayfly.MayflyException;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.arguments.OwnName;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a started container the addresses that its brokers must hand to clients, which are known
 * only now; until then the container's process waits.
 */
record AdvertisedListeners() implements LifecycleHook {

  /** For clients in this JVM. */
  static final int PORT = 9092;

  /** For containers on the same network. */
  static final int NETWORK_PORT = 9093;

  private static final String SETTINGS = "/opt/kafka/config/mayfly-listeners";
  private static final String COMPLETE = SETTINGS + "-complete";

  /** How far above its first port a broker listens to the other brokers. */
  private static final int OWN = 3;

  /** The marker goes away first, so that a container that is started again waits again. */
  static final String WAIT =
      """
      until [ -e %2$s ]; do sleep 0.02; done
      rm %2$s && . %1$s || exit 1
      """
          .formatted(SETTINGS, COMPLETE);

  static final String WAIT_AND_START =
      WAIT
          + """
            export KAFKA_ADVERTISED_LISTENERS=$advertised_1
            exec /etc/kafka/docker/run
            """;

  @Override
  public void at(Occasion occasion) {
    RunningContainer container = occasion.container();
    container.copyIn(
        CopiedFile.of(FileSource.text(settings(container)), SETTINGS),
        CopiedFile.of(FileSource.text(""), COMPLETE));
    letItFindItself(container);
  }

  /** Where the engine has no name service, as on its default network, the short id is no name. */
  private static void letItFindItself(RunningContainer container) {
    Optional<String> name = OwnName.ofId(container.id());
    if (name.isEmpty()) {
      return;
    }
    String line = "127.0.0.1 " + name.get();
    ExecSpec write = ExecSpec.of("sh", "-c", "echo '" + line + "' >> /etc/hosts").user("0");
    try {
      container.exec(write);
    } catch (MayflyException e) {
      return; // it has ended, which whoever waits for it tells better
    }
  }

  /** A variable for each broker, {@code advertised_1} and so on. */
  private static String settings(RunningContainer container) {
    String host = container.host();
    StringBuilder lines =
        new StringBuilder("network_name=" + OwnName.inShell(container.id()) + "\n");
    for (int broker : Brokers.numbers(container.spec().env())) {
      lines.append(
          String.format(
              Locale.ROOT, // for digits that a broker can read
              "advertised_%d=\"PLAINTEXT://%s:%d,NETWORK://$network_name:%d,BROKER://localhost:%d\"\n",
              broker,
              host.indexOf(':') >= 0 ? "[" + host + "]" : host,
              container.port(Brokers.port(broker)),
              Brokers.networkPort(broker),
              Brokers.port(broker) + OWN));
    }
    return lines.toString();
  }
}
