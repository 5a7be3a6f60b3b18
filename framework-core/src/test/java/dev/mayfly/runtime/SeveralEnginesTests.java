package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One session with containers on several engines. */
final class SeveralEnginesTests {

  private final Map<String, InMemoryEngine> engines =
      Map.of("", new InMemoryEngine(), "build-box", new InMemoryEngine());
  private final List<String> opened = new ArrayList<>();
  private final Containers containers =
      QuietSession.on(
          this::open,
          "mayfly.engine.build-box",
          "memory:build-box",
          "mayfly.engine.gone",
          "memory:gone");

  @BeforeEach
  void images() {
    engines.values().forEach(one -> Stream.of("db:1", "app:1").forEach(one::image));
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    engines.values().forEach(engine -> assertThat(engine.leftovers()).isEmpty());
  }

  private ContainerEngine open(String name) {
    opened.add(name);
    if (name.equals("gone")) {
      throw new EngineNotFoundException("nobody answers at memory:gone");
    }
    return engines.get(name);
  }

  private InMemoryEngine usual() {
    return engines.get("");
  }

  private InMemoryEngine box() {
    return engines.get("build-box");
  }

  private static GenericContainer on(String engine, String image) {
    return GenericContainer.of(image).customize(spec -> spec.engine(engine));
  }

  @Test
  void an_engine_is_opened_by_the_first_container_that_needs_it() {
    assertThat(opened).isEmpty();

    containers.start("db", on("build-box", "db:1"));
    containers.start("other", on("build-box", "db:1"));
    assertThat(opened).containsExactly("build-box");

    containers.start("app", GenericContainer.of("app:1"));
    assertThat(opened).containsExactly("build-box", "");
  }

  @Test
  void where_no_further_engine_is_named_the_usual_one_is_looked_for_at_once() {
    assertThatExceptionOfType(EngineNotFoundException.class)
        .isThrownBy(
            () ->
                QuietSession.on(
                    name -> {
                      throw new EngineNotFoundException("none answers");
                    }));
  }

  @Test
  void each_engine_has_a_session_of_its_own_with_its_own_labels_and_network() {
    containers.start("app", GenericContainer.of("app:1"));
    containers.start("app2", GenericContainer.of("app:1"));
    containers.start("db", on("build-box", "db:1"));
    containers.start("db2", on("build-box", "db:1"));

    assertThat(sessions(usual())).containsExactly(containers.sessionId());
    assertThat(sessions(box())).hasSize(1).doesNotContain(containers.sessionId());
    assertThat(usual().calls()).anyMatch(call -> call.startsWith("createNetwork"));
    assertThat(box().calls()).anyMatch(call -> call.startsWith("createNetwork"));
  }

  private static List<String> sessions(InMemoryEngine engine) {
    return SessionInventory.on(engine).sessions().stream().map(KnownSession::id).toList();
  }

  @Test
  void all_is_removed_everywhere_at_the_end() {
    RunningContainer here = containers.start(ContainerSpec.of("app:1"));
    RunningContainer there = containers.start(ContainerSpec.of("db:1").engine("build-box"));

    containers.close();

    assertThatThrownBy(here::isRunning).hasMessageContaining("removed with its session");
    assertThatThrownBy(there::isRunning).hasMessageContaining("removed with its session");
  }

  @Test
  void an_engine_that_no_setting_names_is_told_with_the_setting_and_the_nearest_name() {
    StartRequest request =
        new StartRequest(ContainerSpec.of("db:1").engine("build-bx"), "db", "field T.db");

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> containers.orchestrator().start(request))
        .withMessageContainingAll(
            "field T.db", "mayfly.engine.build-bx", "[build-box, gone]", "most like it build-box");
    assertThat(opened).isEmpty();
  }

  @Test
  void what_is_another_setting_is_no_engine() {
    Settings settings = Settings.of(Map.of("mayfly.engine.timeout", "10s"));

    assertThat(settings.engineNames()).isEmpty();
    assertThat(settings.engineProblem(ContainerSpec.of("db:1").engine("timeout"))).isPresent();
  }

  @Test
  void an_engine_that_does_not_answer_is_looked_for_once_in_ten_seconds() {
    ContainerSpec spec = ContainerSpec.of("db:1").engine("gone");

    assertThatExceptionOfType(EngineNotFoundException.class)
        .isThrownBy(() -> containers.start(spec))
        .withMessageContaining("memory:gone");
    assertThatExceptionOfType(EngineNotFoundException.class)
        .isThrownBy(() -> containers.start(spec));

    assertThat(opened).containsExactly("gone");
  }

  @Test
  void a_failed_start_names_its_engine() {
    box().image("broken:1").exits(3);

    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(() -> containers.start(ContainerSpec.of("broken:1").engine("build-box")))
        .withMessageContaining("engine: build-box, at ");
  }

  @Test
  void an_address_on_another_engines_network_is_refused() {
    containers.start("db", on("build-box", "db:1"));
    GenericContainer app =
        GenericContainer.of("app:1").customize(spec -> spec.env("URL", "jdbc:postgresql://db/x"));

    assertThatThrownBy(() -> containers.start("app", app))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("app", "env URL", "db", "build-box", "no network in common");
    assertThat(usual().calls()).noneMatch(call -> call.startsWith("create"));
  }

  @Test
  void evidence_says_which_engine_and_keeps_files_of_equal_names_apart() {
    RunningContainer here = containers.start("db", GenericContainer.of("db:1")).running();
    RunningContainer there = containers.start("db2", on("build-box", "db:1")).running();

    Map<String, String> files =
        containers.orchestrator().evidence(List.of(here, there), Instant.EPOCH);

    assertThat(files).containsOnlyKeys("db.log", "db2.log", "network.txt", "network-build-box.txt");
    assertThat(files.get("db2.log")).contains("engine: build-box");
    assertThat(files.get("db.log")).doesNotContain("engine:");
  }

  @Test
  void containers_that_can_find_no_other_are_spread() {
    try (Containers spread = spread("mayfly.network", "none")) {
      spread.start(ContainerSpec.of("db:1"));
      spread.start(ContainerSpec.of("db:1"));
    }

    assertThat(calls(usual())).hasSize(1);
    assertThat(calls(box())).hasSize(1);
  }

  @Test
  void containers_that_could_find_each_other_start_on_one_engine() {
    try (Containers spread = spread("mayfly.network", "session")) {
      spread.start("db", GenericContainer.of("db:1"));
      spread.start("app", GenericContainer.of("app:1"));
    }

    assertThat(calls(usual())).hasSize(2);
    assertThat(calls(box())).isEmpty();
  }

  @Test
  void what_something_else_starts_is_on_the_engine_whose_labels_it_was_told() {
    Map<String, String> names = Map.of("", "", "b", "build-box");
    Settings settings =
        Settings.of(
            Map.of(
                "mayfly.engine.b", "memory:b",
                "mayfly.engines", "b",
                "mayfly.network", "none",
                "mayfly.report", "off",
                "mayfly.reaper.enabled", "false",
                "mayfly.sweep.enabled", "false"));
    try (Containers spread = Containers.on(name -> open(names.get(name)), settings)) {
      List<String> told = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  spread.start(
                      ContainerSpec.of("db:1")
                          .startedBy(
                              start -> {
                                told.add(start.labels().get("dev.mayfly.session"));
                                throw new MayflyException("enough");
                              })))
          .hasMessageContaining("enough");

      assertThat(told).containsExactly(spread.labels().get("dev.mayfly.session"));
    }
  }

  @Test
  void one_of_the_engines_that_does_not_answer_gets_nothing() {
    try (Containers spread = spread("mayfly.engines", "gone,b")) {
      spread.start(ContainerSpec.of("db:1"));
    }

    assertThat(calls(box())).hasSize(1);
  }

  @Test
  void one_that_dies_gets_nothing_more_after_the_start_that_met_it() {
    try (Containers spread = spread("mayfly.network", "none")) {
      spread.start(ContainerSpec.of("db:1"));
      spread.start(ContainerSpec.of("db:1"));
      usual().lose();
      assertThatThrownBy(() -> spread.start(ContainerSpec.of("db:1")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("engine: a, at ");

      for (int i = 0; i < 5; i++) {
        spread.start(ContainerSpec.of("db:1"));
      }
      assertThat(calls(box())).hasSize(6);

      box().lose();
      assertThatThrownBy(() -> spread.start(ContainerSpec.of("db:1")))
          .hasMessageContaining("engine: b, at ");
      assertThatExceptionOfType(EngineNotFoundException.class)
          .isThrownBy(() -> spread.start(ContainerSpec.of("db:1")))
          .withMessageContaining("No engine of mayfly.engines answers");
      engines.values().forEach(InMemoryEngine::recover);
    }
  }

  @Test
  void a_network_has_the_usual_engines_id_and_none_where_there_is_no_usual_one() {
    assertThat(usual().findNetwork(containers.network("backend").id())).isPresent();
    assertThat(box().calls()).isEmpty();

    try (Containers spread = spread("mayfly.network", "none")) {
      assertThatThrownBy(() -> spread.network("backend").id())
          .isInstanceOf(MayflyException.class)
          .hasMessageContainingAll("\"backend\"", "each engine of mayfly.engines", "try: ");
    }
  }

  @Test
  void a_start_that_fails_for_its_own_reasons_costs_its_engine_nothing() {
    usual().image("broken:1").exits(3);
    try (Containers spread = spread("mayfly.network", "none")) {
      assertThatThrownBy(() -> spread.start(ContainerSpec.of("broken:1")))
          .isInstanceOf(ContainerStartException.class);

      spread.start(ContainerSpec.of("db:1"));
    }

    assertThat(calls(usual())).hasSize(2);
  }

  private static List<String> calls(InMemoryEngine engine) {
    return engine.calls().stream().filter(call -> call.startsWith("start ")).toList();
  }

  private Containers spread(String setting, String value) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "mayfly.engine.a", "memory:a",
                "mayfly.engine.b", "memory:b",
                "mayfly.engine.gone", "memory:gone",
                "mayfly.engines", "a,b",
                "mayfly.report", "off",
                "mayfly.reaper.enabled", "false",
                "mayfly.sweep.enabled", "false"));
    settings.put(setting, value);
    Map<String, String> names = Map.of("a", "", "b", "build-box", "gone", "gone");
    return Containers.on(name -> open(names.get(name)), Settings.of(settings));
  }

  @Test
  void engines_to_spread_over_must_have_addresses() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> spread("mayfly.engines", "a,x"))
        .withMessageContainingAll("mayfly.engines", "\"x\"", "mayfly.engine.x");
  }

  @Test
  void a_session_that_is_closed_opens_no_engine() {
    containers.close();

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("db:1").engine("build-box")))
        .isInstanceOf(MayflyException.class);
    assertThat(opened).isEmpty();
  }
}
