package dev.mayfly.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class RabbitMqContainerTests {

  @Container
  private static final RabbitMqContainer broker =
      RabbitMqContainer.of()
          .user("ann")
          .password("p@ss: w/%")
          .virtualHost("all orders")
          .plugins("rabbitmq_consistent_hash_exchange")
          .definitions("definitions.json");

  static ConnectionFactory factory(URI uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    return factory;
  }

  @Test
  void a_client_sends_and_receives_in_a_queue_of_the_definitions() throws Exception {
    try (Connection connection = factory(broker.uri()).newConnection();
        Channel channel = connection.createChannel()) {
      channel.basicPublish("shop", "new", null, "a book".getBytes(UTF_8));
      assertThat(channel.basicGet("orders", true).getBody()).asString(UTF_8).isEqualTo("a book");
    }
  }

  @Test
  void plugins_run() throws Exception {
    try (Connection connection = factory(broker.uri()).newConnection();
        Channel channel = connection.createChannel()) {
      assertThat(channel.exchangeDeclare("hashed", "x-consistent-hash")).isNotNull();
    }
  }

  @Test
  void who_gives_another_password_is_not_let_in() throws Exception {
    ConnectionFactory factory = factory(broker.uri());
    factory.setPassword("guess");
    assertThatThrownBy(factory::newConnection).isInstanceOf(AuthenticationFailureException.class);
  }

  @Test
  void containers_find_it_by_its_alias() {
    assertThat(broker.networkUri()).asString().contains("@broker:5672/all%20orders");
    assertThat(broker.networkManagementUrl()).hasToString("http://broker:15672");
    String reach = "exec 3<>/dev/tcp/broker/5672 && echo reached";
    assertThat(broker.exec("bash", "-c", reach).orThrow().stdout()).isEqualTo("reached\n");
  }

  @Test
  void definitions_that_the_broker_refuses_fail_the_start_with_its_own_words() {
    RabbitMqContainer refused =
        RabbitMqContainer.of()
            .definitions(
                FileSource.text("{\"queues\": [{\"name\": \"q\", \"vhost\": \"nowhere\"}]}"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(refused))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("Please create virtual host")
          .hasMessageContaining("nowhere");
    }
  }
}
