package dev.mayfly.junit;

import dev.mayfly.Keep;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Declares a container, or a network, that tests need; nothing else is needed for it to run.
 *
 * <pre>{@code
 * @Container static final GenericContainer web = GenericContainer.of("nginx:1.22").expose(80);
 *
 * @Container(image = "redis:7.0", ports = 6379) GenericContainer cache;
 *
 * @Test void answers(@Container RedisContainer other) { … }
 * }</pre>
 *
 * <p>Where it stands decides how long the container lives, unless {@link #scope} says it:
 *
 * <ul>
 *   <li>static field: started before the first test of the class, shared by its tests and those of
 *       its {@code @Nested} classes, removed after the last;
 *   <li>instance field: fresh for each test, whatever the life cycle of the test instance;
 *   <li>parameter of a test, a life cycle method or a constructor: as long as what the method
 *       prepares, so that of a {@code @BeforeAll} method lives as long as the class.
 * </ul>
 *
 * <p>The type is any {@link dev.mayfly.ContainerHandle}, a {@link dev.mayfly.RunningContainer}, or
 * for a field {@link dev.mayfly.Network} or a type that a {@link HandleProvider} knows. A field's
 * value is used as it is, with the attributes added. A field without a value, or a parameter, gets
 * one: from the type's static factory {@code of(String)} if {@link #image} is given, else from its
 * {@code of()}.
 *
 * <p>A handle's container starts when it is first asked for something, and at the latest before the
 * test. All containers of a class or test start side by side, save for what {@link #dependsOn}
 * says. On its networks a container is known by its field's name, as written and in lower case. A
 * parameter's name counts likewise if the compiler kept it ({@code -parameters}); if not, that of
 * its type or image does: {@code postgres} for a {@code PostgresContainer}.
 *
 * <p>The annotation may stand on an annotation of your own, which then means the same. On a field
 * that carries both, the field's own attributes count and the other's do not.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith({MayflyExtension.class, ScopeInterceptor.class})
public @interface Container {

  /** The image, for a field without a value or a parameter. */
  String image() default "";

  /**
   * How long the container lives, and who shares it; what its place says unless given.
   *
   * <p>Containers that are shared wider than by a test have to be described by values: a lambda
   * that is made anew for each test equals no other one.
   */
  ContainerScope scope() default ContainerScope.DEFAULT;

  /** TCP ports of the container to map to free ports of the host. */
  int[] ports() default {};

  /** Environment variables, each as {@code NAME=value}. */
  String[] env() default {};

  /** The arguments that replace the image's CMD. */
  String[] command() default {};

  /**
   * Files or directories to copy in before the process starts, each as {@code source:/path}, the
   * path being the one in the container. A source that begins with {@code /}, {@code ./}, {@code
   * ../} or a drive is on this machine; any other is on the class path: {@code
   * "db/schema.sql:/docker-entrypoint-initdb.d/1.sql"}.
   */
  String[] files() default {};

  /**
   * The name of a {@link dev.mayfly.Network} field, itself annotated, to join instead of the run's
   * own network.
   */
  String network() default "";

  /** Names on the network beside the field's own. */
  String[] aliases() default {};

  /** The names of the fields whose containers must be ready before this one is started. */
  String[] dependsOn() default {};

  /**
   * The name of the engine that runs it, which the setting {@code mayfly.engine.NAME} gives an
   * address; the usual one unless given. The run has a session of its own there, with its own
   * networks and reaper, from the first container that needs it on.
   */
  String engine() default "";

  /** A regular expression that a line of the container's log must match before it is ready. */
  String waitForLog() default "";

  /**
   * What must answer an HTTP GET with 200 to 399 before the container is ready: a path on its only
   * port ({@code "/health"}), or on one of several ({@code ":8080/health"}).
   */
  String waitForHttp() default "";

  /** TCP ports that must accept connections before the container is ready; they are mapped too. */
  int[] waitForPort() default {};

  /**
   * How long the container may take until it is ready, such as {@code 500ms}, {@code 30s}, {@code
   * 2m} or {@code 1m30s}. The setting {@code mayfly.start.timeout} counts where this is empty.
   */
  String timeout() default "";

  /**
   * Whether the container stays on the engine if its start or a test fails, for a look at what is
   * in it; what the setting {@code mayfly.keep} says unless given.
   */
  Keep keep() default Keep.DEFAULT;
}
