/**
 * Cassandra for tests: {@link dev.mayfly.cassandra.CassandraContainer}.
 *
 * <pre>{@code
 * class OrderStoreTests {
 *   @Container static final CassandraContainer nodes = CassandraContainer.of();
 *
 *   @Test void an_order_is_found(@Isolated CassandraKeyspace keyspace) {
 *     CqlSession session = CqlSession.builder()
 *         .addContactPoint(new InetSocketAddress(nodes.host(), nodes.port()))
 *         .withLocalDatacenter(nodes.datacenter())
 *         .withKeyspace(keyspace.name())
 *         .build();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.cassandra;

import org.jspecify.annotations.NullMarked;
