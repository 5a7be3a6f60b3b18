package dev.mayfly.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips the test class or test where no container engine answers; the report says what was tried.
 *
 * <p>The engine is looked for once in a test run. To skip all tests with containers without this
 * annotation, set {@code mayfly.engine.missing=skip}; by default they fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EngineCondition.class)
public @interface EnabledIfEngine {}
