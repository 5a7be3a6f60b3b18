/** The application that Spring Boot's scenario tests. */
@NullMarked
package dev.mayfly.bench.spring.shop;

import org.jspecify.annotations.NullMarked;
