package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Containers of one run on several engines, as their declarations say. */
final class EngineAttributeTests {

  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();
  private final InMemoryEngine box = run.engine("build-box");

  private List<String> started(InMemoryEngine engine) {
    return engine.calls().stream()
        .filter(call -> call.startsWith("start "))
        .map(call -> call.replaceAll("mayfly-[0-9a-f]{12}-|-\\d+$", ""))
        .toList();
  }

  static class TwoEnginesTestCase {
    // tag::two-engines[]
    @Container(engine = "build-box")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(dependsOn = "db") // on the usual engine
    static final GenericContainer app = GenericContainer.of("app:1");

    // end::two-engines[]

    @Container(image = "cache:1", engine = "build-box")
    GenericContainer cache;

    @Test
    void all_run(@Container(image = "db:1", engine = "build-box") GenericContainer own) {
      assertThat(List.of(db, app, cache, own)).allMatch(one -> one.running().isRunning());
    }
  }

  @Test
  void fields_and_parameters_run_where_they_say_and_are_removed_there() {
    run.succeeds(1, TwoEnginesTestCase.class);

    assertThat(started(run.engine())).containsExactly("start app");
    assertThat(started(box)).containsExactly("start db", "start cache", "start db-2");
    assertThat(run.engine().leftovers()).isEmpty();
    assertThat(box.leftovers()).isEmpty();
  }

  static class SharedTestCase {
    @Container(scope = ContainerScope.SUITE, engine = "build-box")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {
      IDS.add(db.running().id() + " there");
    }
  }

  static class SharedTooTestCase {
    @Container(scope = ContainerScope.SUITE, engine = "build-box")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer local = GenericContainer.of("db:1");

    @Test
    void test() {
      IDS.add(db.running().id() + " there");
      IDS.add(local.running().id() + " here");
    }
  }

  @Test
  void equal_descriptions_share_a_container_only_on_one_engine() {
    IDS.clear();

    run.succeeds(2, SharedTestCase.class, SharedTooTestCase.class);

    assertThat(IDS).hasSize(2);
    assertThat(started(box)).hasSize(1);
    assertThat(started(run.engine())).hasSize(1);
    assertThat(box.leftovers()).isEmpty();
  }

  static class UnknownEngineTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(engine = "build-bx")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void never_runs() {}
  }

  @Test
  void an_engine_without_a_setting_is_told_with_the_field_before_anything_starts() {
    assertThat(run.failuresOf(UnknownEngineTestCase.class))
        .singleElement()
        .isInstanceOf(DeclarationException.class)
        .asString()
        .contains("field EngineAttributeTests.UnknownEngineTestCase.app")
        .contains("mayfly.engine.build-bx");
    assertThat(started(run.engine())).isEmpty();
  }

  static class OneNetworkTestCase {
    @Container static final Network backend = Network.of("backend");

    @Container(network = "backend", engine = "build-box")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(network = "backend")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void never_runs() {}
  }

  @Test
  void a_network_of_two_engines_is_refused() {
    assertThat(run.failuresOf(OneNetworkTestCase.class))
        .singleElement()
        .isInstanceOf(DeclarationException.class)
        .asString()
        .contains("OneNetworkTestCase.app", "\"backend\"", "OneNetworkTestCase.db")
        .contains("they have no network in common");
    assertThat(started(box)).isEmpty();
  }

  static class NamedOnNetworkTestCase {
    @Container(engine = "build-box")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(env = "DB_URL=jdbc:postgresql://db/orders", dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void never_runs() {}
  }

  @Test
  void a_name_that_leads_nowhere_is_refused_before_anything_starts() {
    assertThat(run.failuresOf(NamedOnNetworkTestCase.class))
        .singleElement()
        .isInstanceOf(DeclarationException.class)
        .asString()
        .contains("NamedOnNetworkTestCase.app: its env DB_URL leads to field")
        .contains("NamedOnNetworkTestCase.db on engine \"build-box\"");
    assertThat(started(box)).isEmpty();
  }

  static class NetworkWithEngineTestCase {
    @Container(engine = "build-box")
    static final Network backend = Network.of("backend");

    @Test
    void never_runs() {}
  }

  @Test
  void a_network_has_no_engine() {
    assertThat(run.failuresOf(NetworkWithEngineTestCase.class))
        .singleElement()
        .asString()
        .contains("a network has no engine");
  }

  static class BrokenTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(engine = "build-box")
    static final GenericContainer broken = GenericContainer.of("broken:1");

    @Test
    void never_runs() {}
  }

  @Test
  void a_start_that_fails_on_one_engine_leaves_nothing_on_the_others() {
    box.image("broken:1").exits(3);

    assertThat(run.failuresOf(BrokenTestCase.class))
        .singleElement()
        .asString()
        .contains("BrokenTestCase.broken", "engine: build-box");
    assertThat(run.engine().leftovers()).isEmpty();
    assertThat(box.leftovers()).isEmpty();
  }
}
