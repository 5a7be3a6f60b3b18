package dev.mayfly.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.FileSource;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SnapshotRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class KeycloakSnapshotTests {

  private static final String FIRST_START = "Initializing master realm";
  private static final String USERS = "/admin/realms/shop/users";

  @TempDir Path folder;

  private static KeycloakContainer logins(FileSource... realms) {
    return KeycloakContainer.of().realm(realms).snapshot();
  }

  private static String ask(KeycloakContainer server, String method, String path, String json)
      throws IOException, InterruptedException {
    return new Admin("admin", "admin")
        .ask(server.running().mappedAddress(KeycloakContainer.PORT), method, path, json)
        .toString();
  }

  /** A run whose test finds what the realm's file has, and adds a user. */
  private static String logOfRun(SnapshotRuns runs, KeycloakContainer server)
      throws IOException, InterruptedException {
    try (Containers containers = runs.open()) {
      containers.start(runs.name(), server);
      assertThat(ask(server, "GET", USERS, ""))
          .contains("\"username\":\"clerk\"")
          .doesNotContain("of-a-test");
      assertThat(ask(server, "POST", USERS, "{\"username\": \"of-a-test\"}")).startsWith("201");
      return server.logs();
    }
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES) // four starts and an image
  void the_second_run_starts_with_the_imported_realms_and_another_realm_makes_another_state()
      throws Exception {
    FileSource shop = FileSource.resource("shop-realm.json");
    try (SnapshotRuns runs = SnapshotRuns.in(folder)) {
      assertThat(logOfRun(runs, logins(shop))).contains(FIRST_START);
      assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNull();

      assertThat(logOfRun(runs, logins(shop))).doesNotContain(FIRST_START);
      assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNotNull();

      KeycloakContainer other = logins(shop, FileSource.text("{\"realm\": \"lab\"}"));
      try (Containers containers = runs.openUsing()) {
        containers.start(runs.name(), other);
        assertThat(other.logs()).contains(FIRST_START);
        assertThat(ask(other, "GET", "/admin/realms/lab", "")).contains("\"realm\":\"lab\"");
      }
    }
  }
}
