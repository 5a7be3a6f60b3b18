package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ExecResult;
import dev.mayfly.GenericContainer;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What engines of a swarm must do together; {@code testing/engines/swarm} starts one. */
@Tag("docker")
@EnabledIfEnvironmentVariable(named = "TESTED_SWARM", matches = ".+")
class SwarmTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> NAMES = List.of("one", "two", "three");

  private final Map<String, ContainerEngine> engines = new TreeMap<>();

  @BeforeEach
  void open() {
    NAMES.forEach(name -> engines.put(name, Engines.open(settings(), name)));
  }

  @AfterEach
  void close() {
    engines.values().forEach(ContainerEngine::close);
  }

  /** Ports of the first are on this machine, those of the others at their addresses. */
  private static Settings settings() {
    Map<String, String> settings = new HashMap<>(Map.of("mayfly.report", "off"));
    settings.put("mayfly.reaper.grace", "2s");
    String[] sockets = System.getenv("TESTED_SWARM").split(" ");
    String[] hosts = System.getenv("TESTED_SWARM_HOSTS").split(" ");
    for (int i = 0; i < NAMES.size(); i++) {
      settings.put("mayfly.engine." + NAMES.get(i), sockets[i]);
      settings.put("mayfly.host." + NAMES.get(i), hosts[i]);
    }
    return Settings.of(settings);
  }

  private static GenericContainer web(String engine) {
    return GenericContainer.of("busybox:1.35")
        .expose(80)
        .command("sh", "-c", "mkdir /w && echo " + engine + " >/w/index.html && httpd -f -h /w")
        .customize(spec -> spec.engine(engine));
  }

  private List<EngineResource> left() {
    return engines.values().stream()
        .flatMap(
            engine ->
                Stream.of(Kind.CONTAINER, Kind.NETWORK)
                    .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, null).stream()))
        .toList();
  }

  /** Reapers go a little later than what they guard. */
  private void nothingIsLeft() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).isEmpty());
  }

  /** What is got, or why nothing is. */
  private static String page(GenericContainer from, String name) {
    ExecResult got = from.exec("wget", "-q", "-O", "-", "http://" + name + "/");
    return (got.stdout() + got.stderr()).strip();
  }

  @Test
  void containers_of_three_engines_find_each_other_by_their_names() {
    try (Containers containers = Containers.open(settings())) {
      Map<String, GenericContainer> webs = new TreeMap<>();
      NAMES.forEach(name -> webs.put(name, containers.start(name + "-web", web(name))));

      for (String from : NAMES) {
        for (String to : NAMES) {
          await()
              .atMost(PATIENCE)
              .untilAsserted(() -> assertThat(page(webs.get(from), to + "-web")).isEqualTo(to));
        }
      }
    }
    nothingIsLeft();
  }

  @Test
  void a_network_of_the_users_own_is_over_all_engines_too() {
    NetworkSpec backend = NetworkSpec.of("backend");
    try (Containers containers = Containers.open(settings())) {
      GenericContainer two =
          containers.start("two-web", web("two").customize(spec -> spec.network(backend)));
      GenericContainer three =
          containers.start("three-web", web("three").customize(spec -> spec.network(backend, "x")));
      GenericContainer manager = containers.start("one-web", web("one"));
      GenericContainer peer = containers.start("peer", web("two"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(page(two, "x")).isEqualTo("three"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(page(peer, "one-web")).isEqualTo("one"));
      assertThat(page(two, "one-web")).contains("bad address");
      assertThat(page(peer, "x")).contains("bad address");
      assertThat(List.of(manager, three)).allMatch(GenericContainer::isRunning);
    }
    nothingIsLeft();
  }

  @Test
  void a_jvm_that_is_killed_leaves_nothing_on_any_engine() throws IOException {
    Process jvm = ForkedJvm.of(List.of(), Killed.class, List.of()).start();
    try {
      jvm.inputReader(StandardCharsets.UTF_8).lines().filter("running"::equals).findFirst();
      assertThat(left()).hasSizeGreaterThanOrEqualTo(4);
    } finally {
      jvm.destroyForcibly();
    }

    nothingIsLeft();
  }

  /** Starts a container on each engine, says so, and waits to be killed. */
  static final class Killed {

    private Killed() {}

    public static void main(String[] arguments) throws InterruptedException {
      Containers containers = Containers.open(settings());
      NAMES.forEach(name -> containers.start(name + "-web", web(name)));
      System.out.println("running");
      new Signal().await(Duration.ofMinutes(10));
    }
  }
}
