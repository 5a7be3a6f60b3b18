/**
 * ActiveMQ Artemis for tests: {@link dev.mayfly.artemis.ArtemisContainer}.
 *
 * <pre>{@code
 * class OrderMessagesTests {
 *   @Container static final ArtemisContainer broker = ArtemisContainer.of().queues("orders");
 *
 *   @Test void an_order_arrives() {
 *     ConnectionFactory factory = new ActiveMQConnectionFactory(
 *         broker.uri().toString(), broker.user(), broker.password());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.artemis;

import org.jspecify.annotations.NullMarked;
