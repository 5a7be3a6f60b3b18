package dev.mayfly.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class once for each of several images of one of its containers, as in a test against
 * several versions of a database. Reports name the image. Needs JUnit 5.13 or later.
 *
 * <pre>{@code
 * @ContainerMatrix(field = "db", images = {"postgres:14", "postgres:15"})
 * class OrderTests {
 *   @Container static final PostgresContainer db = PostgresContainer.of();
 *   …
 * }
 * }</pre>
 *
 * <p>Containers of static fields are started anew for each image. JUnit calls {@code @BeforeAll}
 * methods once, before the first image, when the containers are not there yet; prepare them in a
 * {@code @BeforeEach} method.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ClassTemplate
@ExtendWith(NoClassTemplates.class)
@ExtendWith({MayflyExtension.class, MatrixInvocations.class})
public @interface ContainerMatrix {

  /** The name of the field, annotated with {@link Container}, whose image varies. */
  String field();

  /** The images, each once, in the order in which the class runs with them. */
  String[] images();
}
