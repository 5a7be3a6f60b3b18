package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Early starts on a real engine. */
@Tag("since-junit-5.13")
@Tag("docker")
final class EarlyDockerTests {

  private static final AtomicReference<String> SESSION = new AtomicReference<>("");

  private static List<String> names(Kind kind) {
    try (DockerEngine engine = DockerEngine.open(Settings.load()::get)) {
      return engine.list(kind, "dev.mayfly.session", SESSION.get()).stream()
          .map(it -> it.name().replaceAll(".*mayfly-[0-9a-f]{12}-|-[^-]*$", ""))
          .toList();
    }
  }

  static class FirstTestCase {
    @Container
    static final GenericContainer web =
        GenericContainer.of("busybox:1.35").command("sleep", "1000");

    @Test
    void runs_until_the_next_class_has_its_containers() {
      web.exec("true");
      await().until(() -> names(Kind.CONTAINER).containsAll(List.of("other", "web")));
    }
  }

  static class SecondTestCase {
    @Container(
        image = "busybox:1.35",
        command = {"sleep", "1000"})
    static GenericContainer web;

    @Container(
        image = "busybox:1.35",
        command = {"sleep", "1000"})
    static GenericContainer other;

    @Test
    void finds_them_under_their_names() {
      assertThat(web.exec("ping", "-c", "1", "other").exitCode()).isZero();
      assertThat(other.exec("ping", "-c", "1", "web").exitCode()).isZero();
      assertThat(names(Kind.CONTAINER)).filteredOn("web"::equals).hasSize(1);
    }
  }

  @Test
  void a_class_finds_its_containers_started_and_nothing_is_left() {
    SessionRun run =
        new SessionRun(
            settings -> {
              Containers opened = Containers.open(settings);
              SESSION.set(opened.sessionId());
              return opened;
            });

    assertThat(run.execute(FirstTestCase.class, SecondTestCase.class)).isEmpty();

    for (Kind kind : Kind.values()) {
      await().untilAsserted(() -> assertThat(names(kind)).isEmpty());
    }
  }
}
