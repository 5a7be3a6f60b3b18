package dev.mayfly.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Connects an application of Spring Boot to a container: what Boot would read in {@code
 * spring.datasource.url} and the like comes from the container instead.
 *
 * <pre>{@code
 * @SpringBootTest
 * class OrderTests {
 *   @Container @ServiceConnection static PostgresContainer db;
 *   @Autowired OrderRepository orders;
 * }
 * }</pre>
 *
 * <p>It stands on
 *
 * <ul>
 *   <li>a static field of a test class that is annotated with {@code @Container}, or with
 *       {@code @Isolated} for a part of a shared server. Classes whose containers are the same ones
 *       share a context, such as those with equal ones of scope {@code SUITE}; a context whose
 *       container goes is closed before.
 *   <li>a {@code @Bean} method that returns a container's handle. The containers of all such beans
 *       start side by side when the first is made, and go after all that uses them. That is for
 *       tests that import the configuration, and for {@code
 *       SpringApplication.from(Shop::main).with(Services.class)}, the application with containers
 *       while it is developed.
 * </ul>
 *
 * <p>Known are SQL servers (with Flyway and Liquibase), Redis, Kafka, RabbitMQ, MongoDB,
 * Elasticsearch, Neo4j, Cassandra, Pulsar and Artemis, each if Boot's support for it is on the
 * class path. Other addresses are told by {@code @DynamicPropertySource}. If the application has a
 * bean of connection details itself, that counts.
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ServiceConnection {

  /** The kinds of connection details that are wanted; all that the handle gives unless said. */
  Class<? extends ConnectionDetails>[] type() default {};
}
