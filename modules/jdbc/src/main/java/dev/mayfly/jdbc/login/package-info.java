/**
 * How a server's JDBC driver is found and told who connects to what, and when the server lets him:
 * for modules of SQL servers. Tests have no need of it.
 */
@NullMarked
package dev.mayfly.jdbc.login;

import org.jspecify.annotations.NullMarked;
