package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a session may remove of others, and what it must not. */
class SweepTests {

  private static final Duration WHILE = AbandonedSessions.PATIENCE.plusSeconds(1);

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Session dead = new Session("dead", DeadOwner.label(), true);
  private final Session elsewhere = new Session("elsewhere", "another-host 1 1", true);

  SweepTests() {
    engine.image("reaper:1");
  }

  @Test
  void a_sweep_leaves_the_reaper_of_a_session_of_which_something_can_not_be_removed_yet() {
    Session gone = new Session("gone", DeadOwner.label(), true);
    String reaper = reaper(dead);
    String other = reaper(gone);
    engine.createVolume("data", dead.labels());
    engine.failNext("remove", new EngineException(409, "volume is in use"));

    new Sweep(engine).run();
    assertThat(names(Kind.VOLUME)).containsExactly("data");
    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null))
        .extracting(EngineResource::id)
        .containsExactly(reaper)
        .doesNotContain(other);

    new Sweep(engine).run();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void what_has_no_owner_goes_with_its_session() {
    engine.createNetwork("by-compose", NetworkSpec.of("x"), Map.of(Session.SESSION_LABEL, "dead"));
    engine.createVolume("data", dead.labels());

    sweep();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_session_elsewhere_that_nobody_looks_after_for_some_minutes_is_removed() {
    engine.createVolume("data", elsewhere.labels());
    reaperThatHasEnded(elsewhere);

    engine.advance(WHILE);
    sweep();
    sweep();
    assertThat(names(Kind.VOLUME)).contains("data");

    engine.advance(WHILE);
    sweep();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void what_has_a_session_that_nobody_owns_is_removed_in_the_same_way() {
    engine.createVolume("data", Map.of(Session.SESSION_LABEL, "unknown"));

    engine.advance(WHILE);
    sweep();
    engine.advance(WHILE);
    sweep();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_session_that_has_just_begun_elsewhere_is_not_suspected() {
    engine.createVolume("data", elsewhere.labels());

    sweep();

    assertThat(names(Kind.VOLUME)).containsExactly("data");
  }

  @Test
  void a_session_elsewhere_lives_while_its_reaper_runs() {
    engine.createVolume("data", elsewhere.labels());
    engine.startContainer(reaper(elsewhere));

    for (int look = 0; look < 3; look++) {
      engine.advance(WHILE);
      sweep();
    }

    assertThat(names(Kind.VOLUME)).containsExactly("data");
  }

  @Test
  void a_suspected_session_whose_reaper_runs_again_is_left_alone() {
    engine.createVolume("data", elsewhere.labels());
    engine.advance(WHILE);
    sweep();
    engine.startContainer(reaper(elsewhere));

    engine.advance(WHILE);
    sweep();

    assertThat(names(Kind.VOLUME)).contains("data");
  }

  @Test
  void a_session_elsewhere_that_never_has_a_reaper_is_left_to_its_own_machine() {
    engine.createVolume("data", elsewhere.unwatched().labels());
    engine.createNetwork("net", NetworkSpec.of("net"), elsewhere.labels());

    for (int look = 0; look < 3; look++) {
      engine.advance(WHILE);
      sweep();
    }

    assertThat(names(Kind.VOLUME)).containsExactly("data");
    assertThat(names(Kind.NETWORK)).containsExactly("net");
  }

  @Test
  void what_is_kept_for_a_look_elsewhere_stays_until_its_time_is_over() {
    Duration day = Duration.ofDays(1);
    engine.createVolume(
        "kept", elsewhere.labels(Session.keptUntil(engine.info().time().plus(day))));

    for (int look = 0; look < 3; look++) {
      engine.advance(WHILE);
      sweep();
    }
    assertThat(names(Kind.VOLUME)).contains("kept");

    engine.advance(day);
    sweep();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_reaper_that_goes_while_it_is_looked_at_is_none() {
    engine.createVolume("data", elsewhere.labels());
    engine.startContainer(reaper(elsewhere));
    engine.advance(WHILE);
    engine.failNext("inspectContainer", new EngineException(404, "No such container"));

    sweep();

    assertThat(names(Kind.VOLUME))
        .containsExactlyInAnyOrder("data", AbandonedSessions.suspicion(elsewhere));
  }

  @Test
  void a_session_whose_reaper_can_not_be_looked_at_is_not_suspected() {
    engine.createVolume("data", elsewhere.labels());
    engine.startContainer(reaper(elsewhere));
    engine.advance(WHILE);
    engine.failNext("inspectContainer", new EngineException(500, "busy"));

    sweep();

    assertThat(names(Kind.VOLUME)).containsExactly("data");
  }

  @Test
  void a_suspicion_has_a_name_that_nothing_of_the_session_has() {
    assertThat(AbandonedSessions.suspicion(elsewhere))
        .isEqualTo("mayfly-elsewhere.suspected")
        .isNotEqualTo(elsewhere.engineName("suspected"));
  }

  private void sweep() {
    new Sweep(engine).run();
  }

  private String reaper(Session session) {
    String name = "reaper-of-" + session.id();
    return engine.createContainer(
        ContainerRequest.of(
            name,
            "reaper:1",
            ContainerSpec.of("reaper:1"),
            session.labels(Map.of(Session.REAPER_LABEL, "1")),
            List.of(),
            Map.of()));
  }

  private void reaperThatHasEnded(Session session) {
    String id = reaper(session);
    engine.startContainer(id);
    engine.killContainer(id, "KILL");
  }

  private List<String> names(Kind kind) {
    return engine.list(kind, Session.SESSION_LABEL, null).stream()
        .map(EngineResource::name)
        .toList();
  }
}
