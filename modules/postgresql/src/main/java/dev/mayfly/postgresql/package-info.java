/**
 * PostgreSQL for tests: {@link dev.mayfly.postgresql.PostgresContainer}.
 *
 * <pre>{@code
 * class OrderTests {
 *   @Container
 *   static final PostgresContainer db = PostgresContainer.of().initScript("schema.sql");
 *
 *   @Test void stores_an_order() throws SQLException {
 *     try (var connection = db.dataSource().getConnection()) {
 *       connection.createStatement().execute("insert into orders values (1)");
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.postgresql;

import org.jspecify.annotations.NullMarked;
