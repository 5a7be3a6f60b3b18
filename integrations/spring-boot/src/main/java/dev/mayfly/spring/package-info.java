/**
 * Spring Boot's applications and the containers of their tests: {@link
 * dev.mayfly.spring.ServiceConnection}.
 */
@NullMarked
package dev.mayfly.spring;

import org.jspecify.annotations.NullMarked;
