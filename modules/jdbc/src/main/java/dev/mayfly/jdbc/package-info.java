/**
 * SQL servers for tests: {@link dev.mayfly.jdbc.SqlContainer} is what all of them offer, and {@link
 * dev.mayfly.jdbc.JdbcContainer} is any server that has a JDBC driver.
 *
 * <pre>{@code
 * @Container
 * static final JdbcContainer db =
 *     JdbcContainer.of("cockroachdb/cockroach:v25.2.0", "jdbc:postgresql://{address}/{database}", 26257)
 *         .user("root").database("defaultdb")
 *         .customize(spec -> spec.command("start-single-node", "--insecure"));
 * }</pre>
 */
@NullMarked
package dev.mayfly.jdbc;

import org.jspecify.annotations.NullMarked;
