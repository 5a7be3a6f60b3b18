package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A signal reaches the program of a container on a real cluster, and nothing else. */
@Tag("kubernetes")
class SignalsOnClusterTests {

  private static final ContainerSpec LISTENER =
      ContainerSpec.of("busybox:1.35")
          .command(
              "sh",
              "-c",
              "trap 'echo heard HUP' HUP; trap 'echo heard 37' 37; echo up;"
                  + " while :; do sleep 0.1; done")
          .readyWhen(ReadyWhen.log("up"));

  private static Containers open() {
    return Containers.open(
        Settings.of(Map.of("mayfly.engine", "kubernetes", "mayfly.report", "off")));
  }

  private static void awaitLog(RunningContainer container, String words) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(container.logs()).contains(words));
  }

  @Test
  void the_program_hears_it_with_and_without_a_process_before_it() {
    try (Containers containers = open()) {
      RunningContainer plain = containers.start(LISTENER);
      RunningContainer below = containers.start(LISTENER.init());
      below.exec("true").orThrow();

      plain.kill("SIGHUP");
      below.kill("SIGHUP");
      below.kill("SIGRTMIN+3");

      awaitLog(plain, "heard HUP");
      awaitLog(below, "heard HUP");
      awaitLog(below, "heard 37");
    }
  }

  @Test
  void a_name_that_is_none_is_refused_and_run_by_nobody() {
    try (Containers containers = open()) {
      RunningContainer plain = containers.start(LISTENER);

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> plain.kill("HUP 1; touch /tmp/ran; true"))
          .withMessageContaining("There is no signal");

      assertThat(plain.exec("ls", "/tmp/ran").exitCode()).isNotZero();
    }
  }
}
