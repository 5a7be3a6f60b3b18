package dev.mayfly.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class ArtemisContainerTests {

  private static final long PATIENCE = Duration.ofSeconds(20).toMillis();

  // tag::example[]
  @Container
  private static final ArtemisContainer broker =
      ArtemisContainer.of().user("ann").password("p@ss:w/%").queues("orders");

  private static JMSContext connect(String password) {
    return new ActiveMQConnectionFactory(broker.uri().toString()).createContext("ann", password);
  }

  private static String sendAndReceive(String queue) {
    try (JMSContext jms = connect(broker.password())) {
      jms.createProducer().send(jms.createQueue(queue), "a book");
      return jms.createConsumer(jms.createQueue(queue)).receiveBody(String.class, PATIENCE);
    }
  }

  // end::example[]

  private static Console console() {
    return new Console(
        broker.running().mappedAddress(8161),
        new Login("ann", broker.password()),
        Duration.ofSeconds(20));
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(ArtemisContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  @Test
  void a_client_sends_and_receives_in_a_queue_that_is_there_from_the_start() throws Exception {
    assertThat(console().addresses("orders")).containsExactly("orders");
    assertThat(sendAndReceive("orders")).isEqualTo("a book");
  }

  // tag::example[]
  @RepeatedTest(2)
  void each_test_has_addresses_of_its_own(@Isolated ArtemisAddresses mine) {
    assertThat(sendAndReceive(mine.address("orders"))).isEqualTo("a book");
    assertThat(mine.pattern()).isEqualTo(mine.name() + ".#");
  }

  // end::example[]

  @Test
  void addresses_that_are_dropped_are_gone_also_with_messages_and_a_reader() throws Exception {
    try (SliceMaker<ArtemisAddresses> maker = broker.slices(broker.running(), "0123456789ab");
        JMSContext jms = connect(broker.password())) {
      String name = maker.make(ArtemisAddresses.of());
      jms.createProducer().send(jms.createQueue(name + ".orders"), "a book");
      jms.createConsumer(jms.createTopic(name + ".news"));
      assertThat(console().addresses(name + ".")).hasSize(2);
      maker.drop(name);
      assertThat(console().addresses(name + ".")).isEmpty();
    }
  }

  @Test
  void who_gives_another_password_is_not_let_in() {
    assertThatThrownBy(() -> connect("guess").start())
        .isInstanceOf(JMSSecurityRuntimeException.class);
  }

  @Test
  void containers_find_it_by_its_alias() {
    assertThat(broker.networkUri()).hasToString("tcp://broker:61616");
    String reach = "exec 3<>/dev/tcp/broker/61616 && echo reached";
    assertThat(broker.exec("bash", "-c", reach).orThrow().stdout()).isEqualTo("reached\n");
  }

  @Test
  void an_option_that_it_does_not_know_fails_the_start_with_its_words() {
    assertFailure(ArtemisContainer.of().option("--nonsense")).hasMessageContaining("--nonsense");
  }

  @Test
  void a_configuration_with_an_error_fails_the_start_with_its_words() {
    assertFailure(ArtemisContainer.of().config("broker.xml", FileSource.text("<configuration")))
        .hasMessageContaining("XML document structures must start and end within the same entity");
  }

  @Test
  void an_image_of_another_product_fails_the_start() {
    assertFailure(ArtemisContainer.of("busybox:1.35"))
        .hasMessageContaining("it ended with exit code 0 before it was ready");
  }
}
