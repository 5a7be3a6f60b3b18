/**
 * Pulsar for tests: {@link dev.mayfly.pulsar.PulsarContainer}.
 *
 * <pre>{@code
 * class OrderMessagesTests {
 *   @Container static final PulsarContainer pulsar = PulsarContainer.of();
 *
 *   @Test void an_order_arrives(@Isolated PulsarNamespace mine) throws Exception {
 *     PulsarClient client = PulsarClient.builder().serviceUrl(pulsar.uri().toString()).build();
 *     client.newProducer().topic(mine.topic("orders")).create();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.pulsar;

import org.jspecify.annotations.NullMarked;
