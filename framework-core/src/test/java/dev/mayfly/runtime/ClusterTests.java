package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.engine.ClusterNode;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers on engines of one cluster, which have networks in common. */
final class ClusterTests {

  private final InMemoryEngine usual = new InMemoryEngine();
  private final InMemoryEngine manager = new InMemoryEngine();
  private final InMemoryEngine worker = new InMemoryEngine();
  private final Map<String, InMemoryEngine> engines =
      Map.of("", usual, "manager", manager, "worker", worker);
  private final Containers containers =
      QuietSession.on(
          engines::get, "mayfly.engine.manager", "memory:m", "mayfly.engine.worker", "memory:w");

  @BeforeEach
  void cluster() {
    manager.joins(manager, "manager");
    worker.joins(manager, "worker");
    engines.values().forEach(one -> Stream.of("db:1", "app:1").forEach(one::image));
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    engines.values().forEach(engine -> assertThat(engine.leftovers()).isEmpty());
  }

  private void start(String name, String engine) {
    containers.start(name, GenericContainer.of("db:1").customize(spec -> spec.engine(engine)));
  }

  private static List<String> calls(InMemoryEngine engine, String begin) {
    return engine.calls().stream().filter(call -> call.startsWith(begin)).toList();
  }

  private static List<String> networkOf(List<String> connects, String container) {
    Pattern one = Pattern.compile("connect mayfly-[0-9a-f]{12}-" + container + "-\\d+ (\\S+)");
    return connects.stream()
        .map(one::matcher)
        .filter(call -> call.matches())
        .map(call -> call.group(1))
        .toList();
  }

  @Test
  void whoever_is_there_and_whoever_comes_are_on_one_network_of_the_managers() {
    start("db", "worker");
    start("app", "manager");
    start("late", "worker");

    List<String> there = calls(worker, "connect ");
    List<String> here = calls(manager, "connect ");
    assertThat(networkOf(here, "app")).hasSize(1);
    String common = networkOf(here, "app").get(0);
    assertThat(networkOf(there, "db")).contains(common);
    assertThat(networkOf(there, "late")).contains(common);
  }

  @Test
  void one_engine_of_a_cluster_alone_makes_no_such_network() {
    start("db", "manager");

    assertThat(calls(manager, "createNetwork")).isEmpty();
    assertThat(calls(manager, "connect")).isEmpty();
  }

  @Test
  void the_network_goes_when_the_containers_of_all_engines_are_gone() {
    start("db", "worker");
    start("app", "manager");

    containers.close();

    assertThat(manager.leftovers()).isEmpty();
    assertThat(calls(manager, "remove NETWORK")).isNotEmpty();
  }

  @Test
  void names_lead_to_other_engines_of_the_cluster_and_no_further() {
    start("db", "worker");
    start("app", "manager");

    containers.start("shop", leadingToDb("manager"));
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(
            () ->
                containers.start(
                    "other",
                    GenericContainer.of("app:1").customize(spec -> spec.env("URL", "http://db"))))
        .withMessageContaining("no network in common");
  }

  private static GenericContainer leadingToDb(String engine) {
    return GenericContainer.of("app:1")
        .customize(spec -> spec.env("URL", "http://db").engine(engine));
  }

  @Test
  void an_engine_that_does_not_say_whether_it_is_of_one_is_not_asked_by_each_start() {
    usual.failNext("info", new EngineException(0, "first"));
    usual.failNext("info", new EngineException(0, "second"));
    containers.start("usual", GenericContainer.of("db:1"));

    start("db", "worker");
    start("app", "manager");
    start("more", "manager");

    assertThatThrownBy(usual::info).hasMessage("second");
    assertThat(calls(worker, "connect ")).isNotEmpty();
  }

  @Test
  void engines_know_each_other_by_their_managers() {
    ClusterNode one = new ClusterNode("a", true, Set.of("a"));

    assertThat(one.isWith(new ClusterNode("b", false, Set.of("a")))).isTrue();
    assertThat(new ClusterNode("b", false, Set.of("a")).isWith(one)).isTrue();
    assertThat(one.isWith(new ClusterNode("c", true, Set.of("c")))).isFalse();
  }
}
