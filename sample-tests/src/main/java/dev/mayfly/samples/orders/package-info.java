/**
 * A small order service, the application under test of the sample tests.
 *
 * <p>{@code POST /orders} stores the body as an order and answers with its place, {@code GET
 * /orders/{id}} reads it, {@code GET /health} tells whether all that the service needs answers. It
 * knows nothing of Mayfly: orders are kept in PostgreSQL, read through Redis and announced in
 * Kafka.
 */
@NullMarked
package dev.mayfly.samples.orders;

import org.jspecify.annotations.NullMarked;
