package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.docker.OneImageRegistry;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Engines that stand still, are killed, and have no room left. */
@Tag("docker")
@Tag("chaos")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class SickEngineTests {

  private static final String BUSYBOX = "busybox:1.35";
  private static final String GRACE = "3s";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ContainerSpec SLEEPER =
      ContainerSpec.of(BUSYBOX)
          .command("sleep", "600")
          .network(NetworkSpec.of("sick"))
          .mount(Mount.volume("sick", "/data"))
          .readyWhen(ReadyWhen.running());

  private OwnEngine engine;
  private Map<String, String> settings;
  private final List<Process> jvms = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    engine = OwnEngine.start(300, BUSYBOX);
    settings =
        Map.of(
            "mayfly.docker.host", engine.address(),
            "mayfly.engine.timeout", "4s",
            "mayfly.shutdown.timeout", "5s",
            "mayfly.reaper.grace", GRACE,
            "mayfly.report", "off");
  }

  @AfterEach
  void end() {
    jvms.forEach(Process::destroyForcibly);
  }

  @AfterAll
  void stop() throws IOException {
    engine.close();
  }

  @Test
  void a_pull_by_a_proxy_that_is_gone_is_told_with_where_that_is_set() {
    Map<String, String> once = new HashMap<>(settings);
    once.put("mayfly.pull.attempts", "1");
    try (Containers session = Containers.open(Settings.of(once))) {
      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> session.start(ContainerSpec.of("registry.corp/app:1")))
          .withMessageContaining("proxyconnect")
          .withMessageContaining("the engine asks registry.corp by a proxy that it can't reach");
    }
  }

  @Test
  void an_image_comes_by_the_engines_proxy() throws Exception {
    Process proxy = engine.beside(OneImageRegistry.class, OwnEngine.PROXY_PORT, "1000");
    try (ContainerEngine open =
        DockerEngine.open(name -> Optional.ofNullable(settings.get(name)))) {
      proxy.inputReader().readLine();
      ImageName image = ImageName.parse("registry.plain/mayfly/pulled:1");

      open.pullImage(image, null, progress -> {});

      assertThat(open.findImage(image)).isPresent();
    } finally {
      end(proxy);
    }
  }

  @Test
  void an_engine_without_room_for_an_image_says_so_and_takes_it_when_there_is_room()
      throws Exception {
    Process registry = engine.beside(OneImageRegistry.class, "0", "20000000");
    engine.fill();
    try (Containers session = Containers.open(Settings.of(settings))) {
      String image = registry.inputReader().readLine();

      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> session.start(ContainerSpec.of(image)))
          .withMessageContaining(image)
          .withMessageContaining("no space left on device");

      engine.makeRoom();
      assertThatExceptionOfType(ContainerStartException.class)
          .as("it is there now, and has no command")
          .isThrownBy(() -> session.start(ContainerSpec.of(image)))
          .withMessageContaining("No command specified");
    } finally {
      engine.makeRoom();
      end(registry);
    }
  }

  private static void end(Process program) throws Exception {
    program.getOutputStream().close();
    program.waitFor();
  }

  @Test
  void what_is_asked_of_an_engine_that_stands_still_is_an_error_and_it_may_go_on()
      throws IOException {
    String session;
    try (Containers containers = Containers.open(Settings.of(settings))) {
      session = containers.sessionId();
      RunningContainer running = containers.start(SLEEPER);
      engine.pause();

      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER))
          .withMessageContaining("nothing has come from it for 4 s, no answer to a ping either");
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(() -> running.exec("true"))
          .withMessageContaining("does not answer");

      engine.goOn();
      await().atMost(PATIENCE).until(() -> running.exec("true").exitCode() == 0);
      assertThat(containers.start(SLEEPER).isRunning()).isTrue();
    } finally {
      engine.goOn();
    }
    assertNothingIsLeft(session);
  }

  @Test
  void a_jvm_ends_when_it_is_asked_to_though_its_engine_stands_still() throws Exception {
    Process jvm = fork();
    String session = sessionOf(jvm);
    try {
      engine.pause();

      jvm.destroy();

      assertThat(jvm.waitFor()).isEqualTo(143);
    } finally {
      engine.goOn();
    }
    assertNothingIsLeft(session);
  }

  @Test
  void what_a_jvm_leaves_that_is_killed_while_its_engine_stands_still_goes_when_it_goes_on()
      throws Exception {
    Process jvm = fork();
    String session = sessionOf(jvm);
    try {
      engine.pause();

      jvm.destroyForcibly().waitFor();
    } finally {
      engine.goOn();
    }
    assertNothingIsLeft(session);
  }

  @Test
  void what_is_asked_of_an_engine_that_was_killed_is_an_error_and_it_may_be_started_again()
      throws IOException {
    String session;
    try (Containers containers = Containers.open(Settings.of(settings))) {
      session = containers.sessionId();
      containers.start(SLEEPER);
      engine.kill();
      try {
        assertThatExceptionOfType(ContainerStartException.class)
            .isThrownBy(() -> containers.start(SLEEPER))
            .withMessageContaining("does not answer");
      } finally {
        engine.startAgain();
      }
      assertThat(containers.start(SLEEPER).isRunning()).isTrue();
    }
    assertNothingIsLeft(session);
  }

  @Test
  void what_a_jvm_leaves_that_is_killed_with_its_engine_goes_when_that_is_started_again()
      throws Exception {
    Process jvm = fork();
    String session = sessionOf(jvm);
    engine.kill();
    try {
      jvm.destroyForcibly().waitFor();
    } finally {
      engine.startAgain();
    }
    assertNothingIsLeft(session);
  }

  @Test
  void an_engine_without_room_says_so_and_nothing_is_left_there() throws IOException {
    String session;
    try (Containers containers = Containers.open(Settings.of(settings))) {
      session = containers.sessionId();
      containers.start(SLEEPER);
      engine.fill();

      assertThatExceptionOfType(ContainerStartException.class)
          .isThrownBy(() -> containers.start(SLEEPER))
          .withMessageContaining("no space left on device");

      containers.close();
      assertNothingIsLeft(session);
    } finally {
      engine.makeRoom();
    }
  }

  @Test
  void a_killed_jvm_leaves_nothing_on_an_engine_without_room() throws Exception {
    Process jvm = fork();
    String session = sessionOf(jvm);
    engine.fill();
    try {
      jvm.destroyForcibly().waitFor();

      assertNothingIsLeft(session);
    } finally {
      engine.makeRoom();
    }
  }

  private Process fork() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("3", GRACE));
    settings.forEach((name, value) -> arguments.add(name + "=" + value));
    Process jvm = ForkedJvm.of(List.of(), SleepingContainers.class, arguments).start();
    jvms.add(jvm);
    return jvm;
  }

  private static String sessionOf(Process jvm) throws IOException {
    String session = "";
    for (String line = jvm.inputReader().readLine();
        line != null && !line.equals("running");
        line = jvm.inputReader().readLine()) {
      session = line.startsWith("session ") ? line.substring("session ".length()) : session;
    }
    return session;
  }

  private void assertNothingIsLeft(String session) {
    assertThat(session).isNotEmpty();
    try (ContainerEngine open =
        DockerEngine.open(name -> Optional.ofNullable(settings.get(name)))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(left(open, session)).isEmpty());
    }
  }

  private static List<EngineResource> left(ContainerEngine engine, String session) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, session).stream())
        .toList();
  }
}
