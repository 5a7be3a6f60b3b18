package dev.mayfly.rabbitmq;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes and deletes virtual hosts by the management API. Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. Who makes a virtual host may use it. What a killed run left in a broker
 * that outlives it stays there under names that nobody uses any more.
 */
final class VirtualHostMaker implements SliceMaker<RabbitMqVirtualHost> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RunningContainer container;
  private final SliceNames names;

  VirtualHostMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(RabbitMqVirtualHost description) throws IOException {
    String name = names.next();
    ask("PUT", name, "{}");
    return name;
  }

  @Override
  public void drop(String name) throws IOException {
    ask("DELETE", name, null);
  }

  private void ask(String method, String name, @Nullable String json) throws IOException {
    HttpInterface.Answer answer =
        Login.of(container.spec().env())
            .management(container.mappedAddress(Login.MANAGEMENT_PORT), PATIENCE)
            .ask(method, "/api/vhosts/" + Login.encoded(name), json);
    if (!answer.isGood()) {
      throw new IOException("RabbitMQ answered " + answer);
    }
  }
}
