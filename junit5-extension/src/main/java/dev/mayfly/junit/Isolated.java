package dev.mayfly.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a slice of its own in a container that many share: a database, a keyspace, topics
 * under a prefix.
 *
 * <pre>{@code
 * @Container static PostgresContainer db;
 *
 * @Test void stores_an_order(@Isolated(scripts = "schema.sql") PostgresDatabase mine) {
 *   connect(mine.dataSource());
 * }
 * }</pre>
 *
 * <p>The type is one that the container's module offers. Where it stands decides how long the slice
 * lives: an instance field, or a parameter of a test, of {@code @BeforeEach} or of the constructor,
 * is fresh for each test; a static field, or a parameter of {@code @BeforeAll} or of the
 * constructor of an instance that all tests of the class share, is fresh for the class. Within one
 * test, declarations of the same {@link #name}, container and content are one slice, so that
 * {@code @BeforeEach} can fill what the test then uses.
 *
 * <p>A field's value describes what the slice holds. A field without a value, or a parameter, gets
 * an empty slice, or one that {@link #scripts} have filled. What is common to slices is made once,
 * however many tests ask, also in parallel; see the guide.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith({MayflyExtension.class, ScopeInterceptor.class, SliceExtension.class})
public @interface Isolated {

  /**
   * The name of the container's field; may be left out if only one container here offers slices of
   * this type.
   */
  String from() default "";

  /** Scripts on the class path that fill the slice, in this order: {@code "db/schema.sql"}. */
  String[] scripts() default {};

  /** Tells slices of one test apart that are alike in all else. */
  String name() default "";
}
