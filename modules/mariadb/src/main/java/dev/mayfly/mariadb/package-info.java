/**
 * MariaDB for tests: {@link dev.mayfly.mariadb.MariaDbContainer}.
 *
 * <pre>{@code
 * class OrderTests {
 *   @Container
 *   static final MariaDbContainer db = MariaDbContainer.of().initScript("schema.sql");
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
package dev.mayfly.mariadb;

import org.jspecify.annotations.NullMarked;
