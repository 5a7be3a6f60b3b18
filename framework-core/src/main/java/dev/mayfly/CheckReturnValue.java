package dev.mayfly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the methods of a type are of no use to whoever ignores what they return, as those of a
 * description are, whose options return a copy: {@code db.database("orders");} alone changes
 * nothing. Error Prone, SpotBugs and editors, which know annotations of this name from any package,
 * warn of such a line.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface CheckReturnValue {}
