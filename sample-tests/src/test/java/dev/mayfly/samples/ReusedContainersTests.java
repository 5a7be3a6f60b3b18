package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.LifecycleHook;
import dev.mayfly.Moment;
import dev.mayfly.Occasion;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import dev.mayfly.runtime.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run leaves for the next; here two sessions, one after the other, stand for two runs. */
@Tag("docker")
class ReusedContainersTests {

  // tag::wipe[]
  /** Lets each run begin without the keys of the one before. */
  record NoKeys() implements LifecycleHook {
    @Override
    public void at(Occasion occasion) {
      occasion.container().exec("redis-cli", "flushall").orThrow();
    }
  }

  @Container(scope = ContainerScope.BUILD)
  static final RedisContainer cache =
      RedisContainer.of("redis:7.0").customize(spec -> spec.when(Moment.REUSED, new NoKeys()));

  // end::wipe[]

  @TempDir private Path folder;

  private static RedisContainer equal() {
    return RedisContainer.of("redis:7.0").customize(spec -> spec.when(Moment.REUSED, new NoKeys()));
  }

  private Containers run() {
    Map<String, String> mine =
        Map.of(
            "mayfly.reuse", "always",
            "mayfly.reuse.for", "5m",
            "mayfly.build.dir", folder.toString());
    return Containers.open(Settings.load(name -> Optional.ofNullable(mine.get(name))));
  }

  @AfterEach
  void nothing_waits_any_more() {
    try (SessionInventory inventory = SessionInventory.open(Settings.load())) {
      inventory.sessions().stream().filter(this::isOfThisTest).forEach(inventory::remove);
    }
  }

  private boolean isOfThisTest(KnownSession session) {
    return session.resources().stream()
        .anyMatch(
            one -> one.labels().values().stream().anyMatch(l -> l.contains(folder.toString())));
  }

  @Test
  void the_next_run_has_the_same_server_without_its_keys() {
    String first;
    try (Containers run = run()) {
      RedisContainer leased = run.lease("cache", equal());
      leased.exec("redis-cli", "set", "greeting", "hello").orThrow();
      first = leased.running().id();
    }

    try (Containers run = run()) {
      RedisContainer leased = run.lease("cache", equal());

      assertThat(leased.running().id()).isEqualTo(first);
      assertThat(leased.exec("redis-cli", "get", "greeting").stdout()).isBlank();
    }
  }
}
