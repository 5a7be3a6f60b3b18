package dev.mayfly.ready;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.anyOf;
import static dev.mayfly.ready.ReadyWhen.exit;
import static dev.mayfly.ready.ReadyWhen.healthy;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.port;
import static dev.mayfly.ready.ReadyWhen.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.Probe.Health;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Several questions in one, and the usual one. */
class CombinedReadinessTests {

  /** Can't be asked yet, as a server that is not there. */
  private record Failing() implements Readiness {
    @Override
    public Look look(Probe probe) throws IOException {
      throw new IOException("Connection refused");
    }

    @Override
    public String describe() {
      return "it answers";
    }
  }

  private final FakeProbe probe = new FakeProbe();

  @Test
  void all_must_be_ready_at_once() throws Exception {
    Readiness readiness = allOf(log("one"), log("two"));

    assertThat(readiness.look(probe.out("one")))
        .isEqualTo(Look.notYet("it has logged /two/: 0 matching lines so far"));
    assertThat(readiness.look(probe.out("two"))).isEqualTo(Look.ready());
  }

  @Test
  void one_that_never_will_be_ends_the_wait_for_all() throws Exception {
    Look look = allOf(log("never asked"), healthy()).look(probe.health(Health.UNHEALTHY));

    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("unhealthy");
  }

  @Test
  void one_that_fails_says_which_it_is() throws Exception {
    assertThat(allOf(new Failing()).look(probe))
        .isEqualTo(Look.notYet("it answers: Connection refused"));
  }

  @Test
  void questions_are_asked_in_order_up_to_the_first_that_is_not_ready() throws Exception {
    probe.exec(
        command -> {
          throw new AssertionError("The port is not ready; what is asked of it can't be answered.");
        });

    Look look = allOf(log("one"), ReadyWhen.exec("psql")).look(probe);

    assertThat(look.seen()).contains("/one/").doesNotContain("psql");
  }

  @Test
  void an_interrupt_is_passed_on() {
    Readiness interrupted =
        new Readiness() {
          @Override
          public Look look(Probe ignored) throws InterruptedException {
            throw new InterruptedException();
          }

          @Override
          public String describe() {
            return "it waits";
          }
        };

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> anyOf(interrupted).look(probe));
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> allOf(interrupted).look(probe));
  }

  @Test
  void one_of_several_is_enough() throws Exception {
    Readiness readiness = anyOf(log("one"), new Failing(), log("two"));

    assertThat(readiness.look(probe))
        .isEqualTo(
            Look.notYet(
                "it has logged /one/: 0 matching lines so far; it answers: Connection refused;"
                    + " it has logged /two/: 0 matching lines so far"));
    assertThat(readiness.look(probe.out("two"))).isEqualTo(Look.ready());
  }

  @Test
  void while_one_may_still_be_ready_there_is_hope() throws Exception {
    assertThat(anyOf(healthy(), log("x")).look(probe.health(Health.UNHEALTHY)).verdict())
        .isEqualTo(Verdict.NOT_YET);
    assertThat(anyOf(healthy(), exit(0)).look(probe.ended(1)).verdict()).isEqualTo(Verdict.NEVER);
  }

  @Test
  void one_of_nothing_makes_no_sense() {
    assertThatIllegalArgumentException()
        .isThrownBy(ReadyWhen::anyOf)
        .withMessageContaining("anyOf()");
  }

  @Test
  void what_the_parts_need_all_need() {
    Readiness all = allOf(port(80), http("/").port(81), healthy());
    assertThat(all.characteristics().ports()).containsExactlyInAnyOrder(80, 81);
    assertThat(all.characteristics().needsHealthcheck()).isTrue();
    assertThat(all.characteristics().expectsExit()).isFalse();
    assertThat(allOf(log("x"), exit(0)).characteristics().expectsExit()).isTrue();
    assertThat(anyOf(log("x"), exit(0)).characteristics().expectsExit()).isTrue();
    assertThat(anyOf(healthy(), log("x")).characteristics().needsHealthcheck()).isFalse();
  }

  @Test
  void the_parts_are_described() {
    assertThat(allOf(port(80), log("x")).describe())
        .isEqualTo("port 80 accepts connections, and it has logged /x/");
    assertThat(anyOf(port(80), log("x")).describe())
        .isEqualTo("port 80 accepts connections, or it has logged /x/");
  }

  @Test
  void usually_ports_and_a_healthcheck_if_there_is_one_are_asked() throws Exception {
    assertThat(usual().look(probe)).isEqualTo(Look.ready());
    assertThat(usual().look(probe.health(Health.STARTING)).isReady()).isFalse();
    assertThat(usual().look(probe.health(Health.HEALTHY))).isEqualTo(Look.ready());

    try (Listener service = Listener.silent()) {
      assertThat(usual().look(probe.port(80, service.port()))).isEqualTo(Look.ready());
      assertThat(usual().look(probe.port(81, Listener.nobody())).seen()).contains("port 81");
    }
  }

  @Test
  void an_unhealthy_container_never_becomes_ready_although_its_port_is_closed() throws Exception {
    Look look = usual().look(probe.port(80, Listener.nobody()).health(Health.UNHEALTHY));

    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
  }
}
