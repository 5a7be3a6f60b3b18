package dev.mayfly.keycloak;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.ready.HttpInterface.Answer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes and deletes realms by the admin API. Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class RealmMaker implements SliceMaker<KeycloakRealm> {

  private final RunningContainer container;
  private final String run;
  private final AtomicInteger number = new AtomicInteger();

  RealmMaker(RunningContainer container, String run) {
    this.container = container;
    this.run = run;
  }

  @Override
  public Object content(KeycloakRealm description) {
    return "empty";
  }

  @Override
  public String make(KeycloakRealm description) throws IOException, InterruptedException {
    String name = "mayfly-" + run + "-" + number.incrementAndGet();
    ask(
        "POST",
        "/admin/realms",
        "{\"realm\": \"" + name + "\", \"enabled\": true, \"sslRequired\": \"none\"}");
    return name;
  }

  @Override
  public void drop(String name) throws IOException, InterruptedException {
    ask("DELETE", "/admin/realms/" + name, "");
  }

  private void ask(String method, String path, String json)
      throws IOException, InterruptedException {
    Answer answer =
        Admin.of(container.spec().env())
            .ask(container.mappedAddress(KeycloakContainer.PORT), method, path, json);
    if (!answer.isGood()) {
      throw new IOException("Keycloak answered " + answer);
    }
  }
}
