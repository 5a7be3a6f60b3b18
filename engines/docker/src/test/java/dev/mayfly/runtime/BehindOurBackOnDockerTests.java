package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Others end a container of a real engine, start it again, or remove it. */
@Tag("docker")
class BehindOurBackOnDockerTests {

  /** Ends with code 3 when its server is killed. */
  private static final ContainerSpec WEB =
      ContainerSpec.of("busybox:1.35")
          .expose(80)
          .command("sh", "-c", "httpd -f -p 80 & echo $! > /pid; echo up; wait $!; exit 3");

  private final ContainerEngine others = Engines.open(Settings.of(Map.of()));
  private final Containers containers = Containers.open();

  @AfterEach
  void close() {
    containers.close();
    others.close();
  }

  private static boolean answers(URI url) {
    try {
      return ((HttpURLConnection) url.toURL().openConnection()).getResponseCode() == 404;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(RunningContainer web) {
    try {
      return answers(web.url(80));
    } catch (MayflyException | IllegalArgumentException e) {
      return false; // between two starts
    }
  }

  private void restart(RunningContainer web) {
    others.stopContainer(web.id(), Duration.ZERO);
    others.startContainer(web.id());
  }

  @Test
  void after_docker_restart_the_address_is_the_new_one() {
    RunningContainer web = containers.start(WEB);
    for (int i = 0; i < 5; i++) {
      restart(web);
      int now = others.inspectContainer(web.id()).ports().values().iterator().next();
      assertThat(web.port(80)).isEqualTo(now);
      await().until(() -> answers(web));
    }
  }

  @Test
  void a_stable_address_leads_to_the_new_process_by_itself() {
    RunningContainer web = containers.start(WEB.stableAddress());
    URI stable = web.url(80);
    restart(web);
    await().until(() -> answers(stable));
    assertThat(web.url(80)).isEqualTo(stable);
  }

  @Test
  void a_restart_policy_is_followed() {
    RunningContainer web =
        containers.start(
            WEB.createRequestPatch("{\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"always\"}}}"));
    int before = web.port(80);
    for (int i = 0; i < 2; i++) {
      web.exec("sh", "-c", "kill -9 $(cat /pid)");
      await().until(() -> others.inspectContainer(web.id()).ports().size() == 1);
      await().until(() -> answers(web));
    }
    assertThat(others.inspectContainer(web.id()).ports()).doesNotContainValue(before);
  }

  @Test
  void a_crash_is_told_with_exit_code_and_log() {
    RunningContainer web = containers.start(WEB);
    assertThat(answers(web)).isTrue();

    web.exec("sh", "-c", "kill -9 $(cat /pid)");
    await().until(() -> !web.isRunning());

    for (Runnable question :
        new Runnable[] {() -> web.exec("true"), () -> web.url(80), web::stats, web::pause}) {
      assertThatThrownBy(question::run)
          .isInstanceOf(MayflyException.class)
          .hasMessageContainingAll(
              "busybox:1.35 does not run any more", "exited with exit code 3", "try: ", "\n    up");
    }
  }

  @Test
  void one_that_was_removed_is_told_to_be_gone() {
    RunningContainer web = containers.start(WEB);
    others.remove(Kind.CONTAINER, web.id());
    assertThatThrownBy(() -> web.url(80)).hasMessageContaining("is gone");
    assertThatThrownBy(() -> web.exec("true")).hasMessageContaining("is gone");
  }
}
