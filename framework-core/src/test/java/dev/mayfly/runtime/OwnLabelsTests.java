package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An image that has labels of Mayfly's, from another session or from anybody, marks no container.
 */
class OwnLabelsTests {

  private static final Map<String, String> POSING =
      Map.of(
          "dev.mayfly.reaper", "x",
          "dev.mayfly.build.key", "y",
          "dev.mayfly.session", "of nobody",
          "team", "orders");

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers =
      Containers.on(engine, Settings.of(Map.of("mayfly.reaper.enabled", "false")));

  @BeforeEach
  void make_the_image() {
    engine.image("app:1");
    String id = containers.start(ContainerSpec.of("app:1")).id();
    engine.commit(id, ImageName.parse("posing:1"), POSING);
    engine.remove(Kind.CONTAINER, id);
  }

  @AfterEach
  void close() {
    containers.close();
  }

  @Test
  void what_a_container_would_inherit_is_taken_away_and_its_sessions_labels_are_given() {
    containers.start(ContainerSpec.of("posing:1").label("stage", "test"));

    assertThat(found().labels())
        .containsEntry("dev.mayfly.session", containers.sessionId())
        .containsEntry("dev.mayfly.reaper", "")
        .containsEntry("dev.mayfly.build.key", "")
        .containsEntry("stage", "test")
        .doesNotContainKey("team"); // which is left to the engine, and to the image
  }

  @Test
  void it_is_no_reaper_and_goes_with_its_session() {
    containers.start(ContainerSpec.of("posing:1"));
    assertThat(Session.isReaper(found())).isFalse();

    containers.close();

    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null)).isEmpty();
  }

  private EngineResource found() {
    return engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).get(0);
  }
}
