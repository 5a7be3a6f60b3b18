package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.anyOf;
import static dev.mayfly.ready.ReadyWhen.exec;
import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.file;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.ports;
import static dev.mayfly.ready.ReadyWhen.tls;
import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readiness of real processes behind a real engine's port proxy. */
@Tag("docker")
class ReadinessOnDockerTests {

  private static final Containers CONTAINERS = Containers.open();

  @AfterAll
  static void close() {
    CONTAINERS.close();
  }

  private static ContainerSpec sh(String script) {
    return ContainerSpec.of("busybox:1.35").command("sh", "-c", script);
  }

  private static ContainerStartException failureOf(ContainerSpec spec) {
    return catchThrowableOfType(
        ContainerStartException.class, () -> CONTAINERS.start(spec).close());
  }

  private static ContainerStartException timeoutOf(ContainerSpec spec) {
    return failureOf(spec.startTimeout(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 130, 250, 610})
  void a_service_that_binds_late_answers_as_soon_as_it_is_ready(int millis) throws IOException {
    ContainerSpec spec =
        sh("usleep " + millis + "000; echo hello > index.html; exec httpd -f -p 8080")
            .workingDirectory("/tmp")
            .expose(8080);

    try (RunningContainer web = CONTAINERS.start(spec)) {
      HttpURLConnection request =
          (HttpURLConnection) new URL("http://" + web.address(8080) + "/").openConnection();
      try (InputStream body = request.getInputStream()) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello\n");
      }
    }
  }

  static Stream<Readiness> questions() {
    return Stream.of(
        ReadyWhen.usual(),
        ports().inARow(2),
        http("/").failWhenLog("no such line"),
        tls(8080),
        udp(53, (byte) 0),
        log("ready"),
        file("/ready"),
        exec("sleep", "600"),
        exit(0),
        anyOf(log("ready"), exit(0)),
        allOf(log("last words"), exit(0)));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void a_container_that_dies_is_explained_with_its_log(Readiness readiness) {
    ContainerSpec spec =
        sh("usleep 200000; echo last words; exit 3")
            .expose(8080)
            .expose(Port.udp(53))
            .startTimeout(Duration.ofMinutes(10))
            .readyWhen(readiness);

    assertThat(failureOf(spec)).hasMessageContainingAll("exit code 3", "last words");
  }

  @Test
  void a_container_that_exits_at_once_is_explained_too() {
    ContainerSpec spec = sh("echo last words; exit 3").expose(8080);

    assertThat(failureOf(spec)).hasMessageContainingAll("exit code 3", "last words");
  }

  @RepeatedTest(20)
  void a_wanted_line_that_was_printed_counts_although_the_process_has_ended() {
    try (RunningContainer app = CONTAINERS.start(sh("echo up; exit 0").readyWhen(log("up")))) {
      assertThat(app.logs()).isEqualTo("up\n");
    }
  }

  @Test
  void a_command_line_in_one_argument_is_told_to_be_one() {
    ContainerSpec spec = ContainerSpec.of("busybox:1.35").command("sleep 600");

    assertThat(failureOf(spec))
        .hasMessageContainingAll(
            "try: command(\"sleep 600\") is one argument", "write command(\"sleep\", \"600\").");
  }

  @Test
  void an_isolated_network_is_told_as_the_reason_why_no_port_is_mapped() {
    NetworkSpec alone = NetworkSpec.of("alone").isolated();
    ContainerSpec web = sh("exec httpd -f -p 8080").expose(8080);

    assertThat(failureOf(web.network(alone)))
        .hasMessageContainingAll(
            "Port 8080/tcp is exposed, but the engine maps no port",
            "all networks of the container are isolated",
            "try: Give it a first network with a way out")
        .hasMessageNotContaining("not exposed");
    try (RunningContainer both =
        CONTAINERS.start(web.network(NetworkSpec.session()).network(alone))) {
      assertThat(both.port(8080)).isPositive();
    }
  }

  @Test
  void a_command_that_hangs_does_not_hold_up_the_deadline() {
    assertThat(timeoutOf(sh("exec sleep 600").readyWhen(exec("sleep", "601"))))
        .hasMessageContainingAll("not ready after 1", "none, a look was still under way");
  }

  @Test
  void a_service_that_binds_only_to_its_loopback_is_told_so() {
    assertThat(timeoutOf(sh("exec httpd -f -p 127.0.0.1:8080").expose(8080)))
        .hasMessageContaining("8080 listens on 127.0.0.1 inside the container: bind it to 0.0.0.0");
  }

  @Test
  void a_service_that_listens_on_another_port_is_told_which() {
    assertThat(timeoutOf(sh("exec httpd -f -p 9090").expose(8080)))
        .hasMessageContaining("nothing listens on 8080, but something does on 9090: expose(9090)");
  }

  @Test
  void a_line_that_must_not_come_ends_the_wait() {
    ContainerSpec spec =
        sh("echo FATAL: no disk; exec sleep 600")
            .expose(8080)
            .startTimeout(Duration.ofMinutes(10))
            .readyWhen(ports().failWhenLog("^FATAL"));

    assertThat(failureOf(spec)).hasMessageContaining("it logged \"FATAL: no disk\"");
  }

  @Test
  void a_file_is_seen_when_it_is_there() {
    ContainerSpec spec = sh("usleep 150000; mkdir /data; touch /data/done; exec sleep 600");

    try (RunningContainer app = CONTAINERS.start(spec.readyWhen(file("/data/done")))) {
      assertThat(app.exec("test", "-e", "/data/done").exitCode()).isZero();
    }
    assertThat(timeoutOf(spec.readyWhen(file("/data/other"))))
        .hasMessageContaining("last answer: there is no /data/other");
  }

  static Stream<Readiness> askHealthcheck() {
    return Stream.of(ReadyWhen.usual(), ReadyWhen.healthy());
  }

  @ParameterizedTest
  @MethodSource("askHealthcheck")
  void a_healthcheck_is_waited_for_when_the_container_has_one(Readiness readiness) {
    ContainerSpec spec =
        sh("usleep 300000; touch /tmp/healthy; exec sleep 600")
            .createRequestPatch(
                """
                {"Healthcheck": {"Test": ["CMD", "test", "-e", "/tmp/healthy"],
                                 "Interval": 50000000, "Timeout": 5000000000, "Retries": 1000}}
                """)
            .readyWhen(readiness);

    try (RunningContainer app = CONTAINERS.start(spec)) {
      assertThat(app.inspect()).contains("\"Status\":\"healthy\"");
    }
  }

  @Test
  void a_service_that_takes_ipv6_alone_is_told_to_take_ipv4() {
    ContainerSpec spec =
        sh("exec httpd -f -p [::]:80")
            .expose(80)
            .createRequestPatch("{\"HostConfig\":{\"Sysctls\":{\"net.ipv6.bindv6only\":\"1\"}}}");
    assertThat(timeoutOf(spec))
        .hasMessageContaining("80 listens on [::] inside the container and takes no IPv4");
  }

  @Test
  void a_probe_whose_program_is_missing_fails_the_start_at_once() {
    for (String[] command : new String[][] {{"nosuch"}, {"/etc/passwd"}, {"sh", "-c", "nosuch"}}) {
      assertThat(failureOf(sh("sleep 60").readyWhen(exec(command))))
          .hasMessageContainingAll(
              "it can't become ready: the container can't run the command",
              "try: check the command");
    }
  }

  @Test
  void a_log_that_the_engine_keeps_none_of_is_told() {
    ContainerSpec spec =
        sh("echo ready; sleep 60")
            .readyWhen(log("ready"))
            .createRequestPatch("{\"HostConfig\":{\"LogConfig\":{\"Type\":\"none\"}}}");
    assertThat(failureOf(spec))
        .hasMessageContainingAll(
            "logging driver does not support reading",
            "try: let readiness look at a port",
            "log: the container's log driver keeps none");
  }

  @Test
  void a_full_disk_is_told() {
    ContainerSpec spec =
        sh("dd if=/dev/zero of=/small/x bs=1M count=9")
            .readyWhen(exit(0))
            .mount(Mount.tmpfs("/small").bytes(1 << 20));
    assertThat(failureOf(spec)).hasMessageContaining("try: a disk is full");
  }
}
