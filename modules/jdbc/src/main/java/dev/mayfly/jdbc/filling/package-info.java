/**
 * What fills a database once, before others are copied from it: for modules of SQL servers. Tests
 * name it by options of their database, such as {@code script(…)} and {@code flyway()}.
 */
@NullMarked
package dev.mayfly.jdbc.filling;

import org.jspecify.annotations.NullMarked;
