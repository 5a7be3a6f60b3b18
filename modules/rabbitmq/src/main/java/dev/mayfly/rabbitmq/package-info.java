/**
 * RabbitMQ for tests: {@link dev.mayfly.rabbitmq.RabbitMqContainer}.
 *
 * <pre>{@code
 * class OrderTests {
 *   @Container static RabbitMqContainer broker;
 *
 *   @Test void hands_on_a_message() throws Exception {
 *     ConnectionFactory factory = new ConnectionFactory();
 *     factory.setUri(broker.uri());
 *     try (Connection connection = factory.newConnection();
 *         Channel channel = connection.createChannel()) {
 *       String queue = channel.queueDeclare().getQueue();
 *       channel.basicPublish("", queue, null, "a book".getBytes(UTF_8));
 *       assertThat(channel.basicGet(queue, true).getBody()).asString().isEqualTo("a book");
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.rabbitmq;

import org.jspecify.annotations.NullMarked;
