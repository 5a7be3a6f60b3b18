package dev.mayfly.keycloak;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import dev.mayfly.ready.HttpInterface.Answer;
import java.io.IOException;

/**
 * Makes and deletes realms by the admin API. Thread-safe; no connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a server that outlives it stays there under
 * names that nobody uses any more.
 */
final class RealmMaker implements SliceMaker<KeycloakRealm> {

  private final RunningContainer container;
  private final SliceNames names;

  RealmMaker(RunningContainer container, String run) {
    this.container = container;
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(KeycloakRealm description) throws IOException, InterruptedException {
    String name = names.next();
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
