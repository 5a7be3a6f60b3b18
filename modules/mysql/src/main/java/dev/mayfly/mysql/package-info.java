/**
 * MySQL for tests: {@link dev.mayfly.mysql.MySqlContainer}.
 *
 * <pre>{@code
 * class OrderTests {
 *   @Container
 *   static final MySqlContainer db = MySqlContainer.of().initScript("schema.sql");
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
package dev.mayfly.mysql;

import org.jspecify.annotations.NullMarked;
