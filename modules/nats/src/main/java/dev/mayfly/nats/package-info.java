/**
 * NATS for tests: {@link dev.mayfly.nats.NatsContainer}.
 *
 * <pre>{@code
 * class OrderEventsTests {
 *   @Container static final NatsContainer nats = NatsContainer.of().jetStream();
 *
 *   @Test void an_order_is_told() throws Exception {
 *     try (Connection client = Nats.connect(nats.uri().toString())) {
 *       client.publish("orders", "a book".getBytes(UTF_8));
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.nats;

import org.jspecify.annotations.NullMarked;
