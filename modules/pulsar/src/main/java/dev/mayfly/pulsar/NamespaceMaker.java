package dev.mayfly.pulsar;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.HttpInterface;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes and deletes namespaces by the admin API. Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class NamespaceMaker implements SliceMaker<PulsarNamespace> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningContainer container;
  private final SliceNames names;

  NamespaceMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(PulsarNamespace description) throws IOException {
    String name = "public/" + names.next();
    ask("PUT", name, "{}");
    return name;
  }

  @Override
  public void drop(String name) throws IOException {
    ask("DELETE", name + "?force=true", null);
  }

  private void ask(String method, String name, @Nullable String json) throws IOException {
    HttpInterface.Answer answer =
        HttpInterface.at(container.mappedAddress(PulsarContainer.ADMIN_PORT), PATIENCE)
            .ask(method, "/admin/v2/namespaces/" + name, json);
    if (!answer.isGood()) {
      throw new IOException("Pulsar answered " + answer);
    }
  }
}
