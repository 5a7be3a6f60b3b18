/**
 * Kafka for tests: {@link dev.mayfly.kafka.KafkaContainer}.
 *
 * <pre>{@code
 * class OrderEventTests {
 *   @Container static final KafkaContainer broker = KafkaContainer.of().topic("orders", 3);
 *
 *   @Test void publishes_an_order() throws Exception {
 *     try (var producer = new KafkaProducer<>(settings(broker.bootstrapServers()))) {
 *       var sent = producer.send(new ProducerRecord<>("orders", "1", "a book")).get();
 *       assertThat(sent.offset()).isZero();
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.kafka;

import org.jspecify.annotations.NullMarked;
