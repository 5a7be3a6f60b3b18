package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.KnownSession.Life;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of sessions, and of which it is told that they are dead. */
class SessionInventoryTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final SessionInventory inventory = SessionInventory.on(engine);
  private final Session dead = new Session("dead", DeadOwner.label(), true);
  private final Session elsewhere = new Session("elsewhere", "build-box/pid:[1] 7 1", true);

  private KnownSession only() {
    assertThat(inventory.sessions()).hasSize(1);
    return inventory.sessions().get(0);
  }

  @Test
  void a_session_of_this_process_lives() {
    Session own = Session.begin(true);
    engine.createVolume("data", own.labels());

    assertThat(only().life()).isEqualTo(Life.LIVE);
    assertThat(only().owner()).startsWith("process " + ProcessHandle.current().pid() + " of ");
  }

  @Test
  void a_session_whose_process_has_ended_is_dead() {
    engine.createVolume("data", dead.labels());

    assertThat(only().life()).isEqualTo(Life.DEAD);
  }

  @Test
  void what_a_dead_session_kept_for_a_look_is_told_until_its_time_is_over() {
    engine.createVolume(
        "kept", dead.labels(Session.keptUntil(engine.info().time().plusSeconds(60))));

    assertThat(only().life()).isEqualTo(Life.KEPT);
    assertThat(only().keptUntil()).isNotNull();
    engine.advance(Duration.ofMinutes(2));
    assertThat(only().life()).isEqualTo(Life.DEAD);
  }

  @Test
  void a_session_elsewhere_lives_while_its_reaper_runs_and_is_unknown_without() {
    engine.createVolume("data", elsewhere.labels());
    assertThat(only().life()).isEqualTo(Life.UNKNOWN);
    assertThat(only().owner()).isEqualTo("process 7 of build-box");

    String reaper = new ReaperLaunch(engine, elsewhere).create(0, Duration.ofSeconds(1));
    engine.startContainer(reaper);
    assertThat(only().life()).isEqualTo(Life.LIVE);
    engine.remove(Kind.CONTAINER, reaper);
  }

  @Test
  void looking_changes_nothing() {
    engine.createVolume("data", elsewhere.labels());
    engine.advance(Duration.ofDays(1));

    inventory.sessions();

    assertThat(engine.list(Kind.VOLUME, Session.SESSION_LABEL, null)).hasSize(1);
  }

  @Test
  void all_of_a_session_is_removed() {
    String reaper = new ReaperLaunch(engine, dead).create(0, Duration.ofSeconds(1));
    engine.createNetwork("net", NetworkSpec.of("net"), dead.labels());
    engine.createVolume("data", dead.labels());

    assertThat(inventory.remove(only())).isEmpty();

    assertThat(engine.leftovers()).isEmpty();
    assertThat(reaper).isNotEmpty();
  }

  @Test
  void its_reaper_goes_on_where_something_is_left() {
    String reaper = new ReaperLaunch(engine, dead).create(0, Duration.ofSeconds(1));
    engine.createVolume("data", dead.labels());
    engine.failNext("remove", new EngineException(409, "volume is in use"));

    assertThat(inventory.remove(only())).hasSize(1);
    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null))
        .extracting(EngineResource::id)
        .containsExactly(reaper);
  }

  @Test
  void what_can_not_be_removed_is_told_with_the_engines_words() {
    engine.createVolume("data", dead.labels());
    engine.failNext("remove", new EngineException(409, "volume is in use"));

    Map<EngineResource, String> left = inventory.remove(only());

    assertThat(left.keySet()).extracting(EngineResource::name).containsExactly("data");
    assertThat(left).containsValue("volume is in use");
  }

  @Test
  void a_label_that_nobody_of_ours_wrote_is_of_an_unknown_owner() {
    engine.createVolume("data", Map.of(Session.SESSION_LABEL, "x", Session.OWNER_LABEL, "me"));

    assertThat(only().owner()).isEqualTo("unknown");
    assertThat(only().life()).isEqualTo(Life.UNKNOWN);
  }

  @Test
  void a_build_is_told_from_a_process() {
    assertThat(OwnerWords.of("build host/pid:[1]/mnt:[2] 0abc /home/a b"))
        .isEqualTo("build of host");
  }
}
