package dev.mayfly.rabbitmq;

import static dev.mayfly.rabbitmq.RabbitMqContainerTests.factory;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class RabbitMqVirtualHostTests {

  @Container private static final RabbitMqContainer broker = RabbitMqContainer.of();

  @Isolated private RabbitMqVirtualHost mine;

  @BeforeEach
  void send(@Isolated RabbitMqVirtualHost host) throws Exception {
    try (Connection connection = factory(host.uri()).newConnection();
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("orders", false, false, false, null);
      channel.basicPublish("", "orders", null, host.name().getBytes(UTF_8));
    }
  }

  @RepeatedTest(10)
  void each_test_has_a_virtual_host_of_its_own_which_before_each_can_fill() throws Exception {
    try (Connection connection = factory(mine.uri()).newConnection();
        Channel channel = connection.createChannel()) {
      assertThat(channel.messageCount("orders")).isEqualTo(1);
      assertThat(channel.basicGet("orders", true).getBody()).asString(UTF_8).isEqualTo(mine.name());
    }
    assertThat(mine.networkUri()).asString().endsWith("@broker:5672/" + mine.name());
  }

  @Test
  void one_that_is_dropped_is_gone_and_what_is_refused_is_told() throws Exception {
    try (SliceMaker<RabbitMqVirtualHost> maker = broker.slices(broker.running(), "0123456789ab")) {
      String name = maker.make(RabbitMqVirtualHost.of());
      assertThat(name).isEqualTo("mayfly-0123456789ab-1");
      maker.drop(name);
      assertThatThrownBy(
              () ->
                  factory(Login.of(broker.slot().spec().env()).in(name).uri(broker.address(5672)))
                      .newConnection())
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> maker.drop(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("RabbitMQ answered 404");
    }
  }
}
