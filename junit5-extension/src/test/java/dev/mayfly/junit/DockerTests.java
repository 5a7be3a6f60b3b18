package dev.mayfly.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerHandle;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The extension on a real engine: containers reach each other, and none is left. */
@Tag("docker")
final class DockerTests {

  private static final String IMAGE = "busybox:1.35";

  /** The sessions whose containers tests have seen. */
  private static final Set<String> SESSIONS = ConcurrentHashMap.newKeySet();

  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @BeforeEach
  void forget() {
    SESSIONS.clear();
    BOTH.reset();
  }

  /** The reaper goes by itself a moment after the run that it guarded. */
  @AfterEach
  void nothing_is_left() {
    assertThat(SESSIONS).isNotEmpty();
    try (DockerEngine engine = DockerEngine.open(Settings.load()::get)) {
      await().untilAsserted(() -> assertThat(left(engine)).isEmpty());
    }
  }

  private static List<String> left(DockerEngine engine) {
    List<String> left = new ArrayList<>();
    for (String session : SESSIONS) {
      for (Kind kind : Kind.values()) {
        engine.list(kind, "dev.mayfly.session", session).forEach(it -> left.add(it.name()));
      }
    }
    return left;
  }

  /** Asks a web server who it is, from inside another container. */
  private static String fetch(ContainerHandle from, String host) {
    SESSIONS.add(from.running().name().split("-")[1]);
    String request =
        "printf 'GET /who HTTP/1.0\\r\\n\\r\\n' | nc -w 10 " + host + " 80 | tail -n 1";
    return from.exec("sh", "-c", request).orThrow().stdout().strip();
  }

  private static GenericContainer web(String who) {
    return GenericContainer.of(IMAGE)
        .command("sh", "-c", "echo " + who + " > /who; exec httpd -f -p 80 -h /")
        .expose(80);
  }

  private static GenericContainer client() {
    return GenericContainer.of(IMAGE).command("sleep", "600");
  }

  static class NamesTestCase {
    @Container static final Network backend = Network.of("backend");
    @Container static final GenericContainer orderWeb = web("shared");

    @Container(network = "backend", aliases = "inner")
    static final GenericContainer HIDDEN = web("hidden");

    @Container(dependsOn = "orderWeb")
    final GenericContainer caller = client();

    @Container(network = "backend")
    final GenericContainer insider = client();

    @Test
    void containers_find_each_other_by_their_fields_names(
        @Container(
                image = IMAGE,
                command = {"sleep", "600"})
            GenericContainer other) {
      assertThat(fetch(caller, "orderWeb")).isEqualTo("shared");
      assertThat(fetch(caller, "orderweb")).isEqualTo("shared");
      assertThat(fetch(other, "orderWeb")).isEqualTo("shared");
    }

    @Test
    void a_network_of_their_own_has_names_of_its_own() {
      assertThat(fetch(insider, "HIDDEN")).isEqualTo("hidden");
      assertThat(fetch(insider, "hidden")).isEqualTo("hidden");
      assertThat(fetch(insider, "inner")).isEqualTo("hidden");
      assertThat(fetch(caller, "hidden")).isEmpty();
    }
  }

  @Test
  void containers_reach_each_other_by_name() {
    TestRun.onThisMachine().succeeds(2, NamesTestCase.class);
  }

  static class FirstTestCase {
    @Container static final GenericContainer web = web("first");
    @Container static final GenericContainer caller = client();

    @Test
    void its_own() throws Exception {
      BOTH.await(30, SECONDS);
      assertThat(fetch(caller, "web")).isEqualTo("first");
      BOTH.await(30, SECONDS);
    }
  }

  static class SecondTestCase {
    @Container static final GenericContainer web = web("second");
    @Container static final GenericContainer caller = client();

    @Test
    void its_own() throws Exception {
      BOTH.await(30, SECONDS);
      assertThat(fetch(caller, "web")).isEqualTo("second");
      BOTH.await(30, SECONDS);
    }
  }

  @Test
  void classes_that_run_in_parallel_reach_their_own_containers() {
    TestRun.onThisMachine().inParallel().succeeds(2, FirstTestCase.class, SecondTestCase.class);
  }

  static class SideBySideTestCase {
    @Container static final GenericContainer shared = web("shared");

    @Test
    void one(
        @Container(
                image = IMAGE,
                command = {"sleep", "600"})
            GenericContainer caller)
        throws Exception {
      check(caller);
    }

    @Test
    void two(
        @Container(
                image = IMAGE,
                command = {"sleep", "600"})
            GenericContainer caller)
        throws Exception {
      check(caller);
    }

    private void check(GenericContainer caller) throws Exception {
      int port = shared.port(80);
      BOTH.await(30, SECONDS);
      assertThat(fetch(caller, "shared")).isEqualTo("shared");
      BOTH.await(30, SECONDS);
      assertThat(shared.running().port(80)).isEqualTo(port);
      assertThat(shared.url(80).resolve("/who").toURL().openStream()).hasContent("shared\n");
    }
  }

  @Test
  void tests_that_run_in_parallel_reach_the_containers_of_their_class() {
    TestRun.onThisMachine().inParallel().succeeds(2, SideBySideTestCase.class);
  }

  static class DeclarativeTestCase {
    @Container(
        image = IMAGE,
        command = {"sh", "-c", "cp /in/who /who; echo serving; exec httpd -f -p 8080 -h /"},
        env = "A=b",
        files = "META-INF/services/org.junit.jupiter.api.extension.Extension:/in/who",
        waitForLog = "^serving$",
        waitForHttp = ":8080/who",
        timeout = "20s")
    static GenericContainer web;

    @Test
    void all_is_said_by_attributes() throws Exception {
      SESSIONS.add(web.running().name().split("-")[1]);
      assertThat(web.url(8080).resolve("/who").toURL().openStream())
          .hasContent("dev.mayfly.junit.InMemoryRun\n");
      assertThat(web.exec("sh", "-c", "echo $A").stdout().strip()).isEqualTo("b");
    }
  }

  @Test
  void a_container_can_be_declared_without_a_line_of_code() {
    TestRun.onThisMachine().succeeds(1, DeclarativeTestCase.class);
  }
}
