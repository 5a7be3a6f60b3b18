package dev.mayfly.artemis;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import java.io.IOException;
import java.time.Duration;

/**
 * Gives out names that addresses begin with, and deletes what then begins with them. Thread-safe;
 * no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a broker that outlives it stays there under
 * names that nobody uses any more.
 */
final class AddressMaker implements SliceMaker<ArtemisAddresses> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningContainer container;
  private final SliceNames names;

  AddressMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(ArtemisAddresses description) {
    return names.next();
  }

  @Override
  public void drop(String name) throws IOException {
    Console console =
        new Console(
            container.mappedAddress(ArtemisContainer.CONSOLE_PORT),
            Login.of(container.spec().env()),
            PATIENCE);
    for (String address : console.addresses(name + ".")) {
      console.delete(address);
    }
  }
}
