/**
 * MongoDB for tests: {@link dev.mayfly.mongodb.MongoDbContainer}.
 *
 * <pre>{@code
 * class OrderTests {
 *   @Container static MongoDbContainer db;
 *
 *   @Test void keeps_an_order() {
 *     try (MongoClient client = MongoClients.create(db.uri())) {
 *       var orders = client.getDatabase(db.database()).getCollection("orders");
 *       orders.insertOne(new Document("item", "a book"));
 *       assertThat(orders.countDocuments()).isEqualTo(1);
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.mongodb;

import org.jspecify.annotations.NullMarked;
