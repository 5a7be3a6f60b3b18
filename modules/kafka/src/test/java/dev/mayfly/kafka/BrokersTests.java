package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Look;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokersTests {

  private static final RunningContainer ONE = running(KafkaContainer.of());
  private static final RunningContainer THREE = running(KafkaContainer.of().brokers(3));

  private final List<Integer> asked = new ArrayList<>();

  /** Its mapped ports are its own. */
  private static RunningContainer running(KafkaContainer kafka) {
    return (RunningContainer)
        Proxy.newProxyInstance(
            BrokersTests.class.getClassLoader(),
            new Class<?>[] {RunningContainer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "spec" -> kafka.slot().spec();
                  case "networkAlias" -> "events";
                  case "address" -> "127.0.0.1:" + arguments[0];
                  case "mappedAddress" ->
                      InetSocketAddress.createUnresolved("127.0.0.1", (int) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Look askAll(int away, Look second) throws IOException {
    return Brokers.askAll(
        THREE,
        broker -> {
          asked.add(broker.getPort());
          if (broker.getPort() == away) {
            throw new IOException(away + " is away");
          }
          return broker.getPort() == 9192 ? second : Look.ready();
        });
  }

  private Look askFrom(int firstThatAnswers) throws IOException {
    return Brokers.ask(
        THREE,
        broker -> {
          asked.add(broker.getPort());
          if (broker.getPort() < firstThatAnswers) {
            throw new IOException(broker.getPort() + " is away");
          }
          return Look.ready();
        });
  }

  @Test
  void clients_are_told_all_brokers() {
    assertThat(Brokers.bootstrapServers(ONE)).isEqualTo("127.0.0.1:9092");
    assertThat(Brokers.bootstrapServers(THREE))
        .isEqualTo("127.0.0.1:9092,127.0.0.1:9192,127.0.0.1:9292");
    assertThat(Brokers.networkBootstrapServers(THREE))
        .isEqualTo("events:9093,events:9193,events:9293");
  }

  @Test
  void brokers_that_are_away_are_passed_over_and_no_more_are_asked_than_needed()
      throws IOException {
    assertThat(askFrom(9192)).isEqualTo(Look.ready());
    assertThat(asked).containsExactly(9092, 9192);
  }

  @Test
  void all_brokers_are_asked_but_those_that_are_away() throws IOException {
    assertThat(askAll(9292, Look.ready())).isEqualTo(Look.ready());
    assertThat(asked).containsExactly(9092, 9192, 9292);
  }

  @Test
  void one_broker_that_is_not_ready_is_the_answer_for_all() throws IOException {
    assertThat(askAll(9092, Look.notYet("busy"))).isEqualTo(Look.notYet("busy"));
    assertThat(asked).containsExactly(9092, 9192);
  }

  @Test
  void when_none_answers_all_failures_are_told() {
    assertThatThrownBy(() -> askFrom(10_000))
        .isInstanceOf(IOException.class)
        .hasMessage("9292 is away")
        .hasStackTraceContaining("9192 is away")
        .hasStackTraceContaining("9092 is away");
  }

  @Test
  void the_only_broker_is_not_stopped_by_its_number() {
    ClusterProcesses processes = new ClusterProcesses(ONE);
    assertThatThrownBy(() -> processes.stop(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try: brokers(3)");
    assertThatThrownBy(() -> processes.start(1)).isInstanceOf(IllegalStateException.class);
  }
}
