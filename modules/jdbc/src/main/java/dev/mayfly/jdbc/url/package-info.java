/**
 * Databases by their JDBC or R2DBC URL alone, as {@code
 * jdbc:mayfly:postgresql:15:///orders?init=classpath:schema.sql}: for tests whose only place to say
 * which database they want is a setting.
 */
@NullMarked
package dev.mayfly.jdbc.url;

import org.jspecify.annotations.NullMarked;
