package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecResult;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.engine.Program;
import dev.mayfly.ready.ReadyWhen;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a container that was not ready in time. */
class TimeoutFindingsTests {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
  private static final String ANY_9090 = row("00000000:2382", "0A");
  private static final String ANY_8080 = row("00000000:1F90", "0A");
  private static final String LOOPBACK_8080 = row("0100007F:1F90", "0A");
  private static final String LOOPBACK_IPV6_8080 =
      row("00000000000000000000000001000000:1F90", "0A");
  private static final String MAPPED_LOOPBACK_8080 =
      row("0000000000000000FFFF00000100007F:1F90", "0A");
  private static final String ANY_IPV6_8080 = row("00000000000000000000000000000000:1F90", "0A");
  private static final String CONNECTED_8080 = row("020011AC:1F90", "01");
  private static final String NAME_SERVER = row("0B00007F:9C41", "0A");
  private static final String UDP_54 = row("00000000:0036", "07");

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  private int images;
  private boolean listens;
  private TimeoutFindings findings;

  private static String row(String address, String state) {
    return "   0: " + address + " 00000000:0000 " + state + " 00000000:00000000 00:00000000\n";
  }

  @AfterEach
  void close() {
    containers.close();
  }

  @Test
  void a_service_that_only_its_container_reaches_is_told_to_bind_to_all_addresses() {
    String advice = "8080 listens on 127.0.0.1 inside the container: bind it to 0.0.0.0";

    assertThat(found(HEAD + LOOPBACK_8080)).isEqualTo(advice);
    assertThat(found(HEAD + LOOPBACK_IPV6_8080)).isEqualTo(advice);
    assertThat(found(HEAD + MAPPED_LOOPBACK_8080)).isEqualTo(advice);
  }

  @Test
  void a_service_that_listens_elsewhere_is_found() {
    assertThat(found(HEAD + NAME_SERVER + ANY_9090))
        .isEqualTo("nothing listens on 8080, but something does on 9090: expose(9090)");
    assertThat(found(HEAD + CONNECTED_8080 + NAME_SERVER)).isEqualTo("nothing listens on 8080");
  }

  @Test
  void a_service_that_can_be_reached_is_no_finding() {
    listens = true;
    assertThat(found(HEAD + LOOPBACK_8080 + ANY_IPV6_8080)).isEmpty();
  }

  @Test
  void a_port_that_is_not_where_it_was_looked_for_is_told_with_the_address() {
    assertThat(found(HEAD + ANY_8080))
        .matches(
            "8080 listens inside the container, but nobody takes connections at 127\\.0\\.0\\.1:\\d+,"
                + " where the engine is to have published 8080");
    assertThat(findings.isUnreachable()).isTrue();
  }

  @Test
  void a_service_that_may_take_ipv6_alone_is_told_to_take_ipv4() {
    assertThat(found(HEAD + ANY_IPV6_8080))
        .endsWith("; or it takes no IPv4: bind it to 0.0.0.0, or let its socket take both");
  }

  @Test
  void where_the_container_does_not_tell_the_address_is_told_that_does_not_answer() {
    assertThat(found("")).startsWith("nobody takes connections at 127.0.0.1:");
    assertThat(found("no such file")).startsWith("nobody takes connections at 127.0.0.1:");
    assertThat(findings.isUnreachable()).isTrue();
  }

  @Test
  void a_service_that_does_not_listen_is_not_looked_for_elsewhere() {
    assertThat(found(HEAD + ANY_9090)).isNotEmpty();
    assertThat(findings.isUnreachable()).isFalse();
  }

  @Test
  void udp_ports_are_looked_up_among_their_like() {
    ContainerSpec spec = app().expose(Port.udp(53)).readyWhen(udp(53, (byte) 0));

    assertThat(found(spec, HEAD + UDP_54))
        .isEqualTo("nothing listens on 53, but something does on 54: expose(Port.udp(54))");
  }

  @Test
  void the_exposed_ports_count_where_readiness_asks_none() {
    ContainerSpec spec = app().expose(8080).readyWhen(log("ready"));

    assertThat(found(spec, HEAD + LOOPBACK_8080)).startsWith("8080 listens on 127.0.0.1");
  }

  @Test
  void a_healthcheck_that_was_never_run_is_told() {
    ContainerSpec spec = app().readyWhen(ReadyWhen.healthy());
    engine.image(spec.image().toString(), new Program().healthcheck());

    assertThat(findings(spec)).contains("has not run the HEALTHCHECK once", "interval");
  }

  /** A session looks for an image once, so each container has its own. */
  private ContainerSpec app() {
    return ContainerSpec.of("app:" + ++images);
  }

  private String found(String table) {
    ContainerSpec spec = app().expose(8080).readyWhen(http("/").port(8080));
    return found(spec, table);
  }

  private String found(ContainerSpec spec, String table) {
    byte[] text = table.getBytes(StandardCharsets.UTF_8);
    Program program = new Program().exec((run, cat) -> new ExecResult(1, text, new byte[0]));
    engine.image(spec.image().toString(), listens ? program.listens(8080) : program);
    return findings(spec);
  }

  private String findings(ContainerSpec spec) {
    try (RunningContainer app = containers.start(spec.readyWhen(ReadyWhen.running()))) {
      findings = TimeoutFindings.in(engine, engine.inspectContainer(app.id()), spec);
      return findings.words();
    }
  }
}
