package acme.testing;

import dev.mayfly.Keep;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the team's tests have their servers: one for all, and kept for a look when a start fails. */
@Container(scope = ContainerScope.SUITE, timeout = "90s", keep = Keep.ON_FAILURE)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedByAllTests {}
