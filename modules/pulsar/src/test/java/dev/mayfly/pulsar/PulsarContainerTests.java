package dev.mayfly.pulsar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.transaction.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class PulsarContainerTests {

  // tag::example[]
  @Container private static final PulsarContainer pulsar = PulsarContainer.of().transactions();
  // end::example[]

  private static PulsarClient client;

  // tag::example[]
  @BeforeAll
  static void connect() throws PulsarClientException {
    client =
        PulsarClient.builder().serviceUrl(pulsar.uri().toString()).enableTransaction(true).build();
  }

  // end::example[]

  @AfterAll
  static void disconnect() throws PulsarClientException {
    client.close();
  }

  private static Consumer<String> subscribe(String topic) throws PulsarClientException {
    return client.newConsumer(Schema.STRING).topic(topic).subscriptionName("shop").subscribe();
  }

  // tag::example[]
  @Test
  void a_message_reaches_who_subscribed(@Isolated PulsarNamespace mine) throws Exception {
    assertThat(mine.name()).startsWith("public/mayfly-");
    try (Consumer<String> consumer = subscribe(mine.topic("orders"));
        Producer<String> producer =
            client.newProducer(Schema.STRING).topic(mine.topic("orders")).create()) {
      producer.send("a book");
      Message<String> message = consumer.receive(30, TimeUnit.SECONDS);
      assertThat(message.getValue()).isEqualTo("a book");
    }
  }

  // end::example[]

  @Test
  void what_a_transaction_sends_arrives_when_it_is_committed(@Isolated PulsarNamespace mine)
      throws Exception {
    try (Consumer<String> consumer = subscribe(mine.topic("orders"));
        Producer<String> producer =
            client
                .newProducer(Schema.STRING)
                .topic(mine.topic("orders"))
                .sendTimeout(0, TimeUnit.SECONDS)
                .create()) {
      Transaction transaction = client.newTransaction().build().get();
      producer.newMessage(transaction).value("a book").send();
      transaction.commit().get();
      assertThat(consumer.receive(30, TimeUnit.SECONDS).getValue()).isEqualTo("a book");
    }
  }

  @Test
  void a_namespace_that_is_deleted_is_gone_with_its_topics_and_what_is_refused_is_told()
      throws Exception {
    try (SliceMaker<PulsarNamespace> maker = pulsar.slices(pulsar.running(), "0123456789ab")) {
      String name = maker.make(PulsarNamespace.of());
      assertThat(name).isEqualTo("public/mayfly-0123456789ab-1");
      client.newProducer().topic("persistent://" + name + "/orders").create().close();
      maker.drop(name);
      assertThatThrownBy(() -> maker.drop(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Pulsar answered 404");
    }
  }

  @Test
  void containers_find_it_by_its_alias() {
    assertThat(pulsar.networkUri()).hasToString("pulsar://pulsar:6650");
    assertThat(pulsar.networkAdminUrl()).hasToString("http://pulsar:8080");
  }

  @Test
  void a_setting_that_it_can_not_read_fails_the_start_with_its_words() {
    PulsarContainer broken = PulsarContainer.of().setting("brokerServicePort", "many");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("many");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(PulsarContainer.of("busybox:1.35")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("bin/apply-config-from-env.py: not found");
    }
  }
}
