package dev.mayfly.rewrite;

import java.util.Map;
import java.util.Optional;

/** Which artifact of ours stands for one of theirs, in builds. */
final class Artifacts {

  static final String GROUP = "org.testcontainers";
  static final String OURS = "dev.mayfly";
  static final String BRIDGE = "mayfly-testcontainers";
  static final String THEIR_BOM = "testcontainers-bom";
  static final String BOM = "mayfly-bom";
  static final String JUNIT = "mayfly-junit5";
  static final String COMPOSE = "mayfly-compose";
  static final String SPRING = "spring-boot-testcontainers";

  private static final Map<String, String> EQUIVALENTS =
      Map.ofEntries(
          Map.entry("testcontainers", JUNIT),
          Map.entry("junit-jupiter", JUNIT),
          Map.entry(THEIR_BOM, BOM),
          Map.entry("jdbc", "mayfly-jdbc"),
          Map.entry("postgresql", "mayfly-postgresql"),
          Map.entry("mysql", "mayfly-mysql"),
          Map.entry("mariadb", "mayfly-mariadb"),
          Map.entry("mongodb", "mayfly-mongodb"),
          Map.entry("kafka", "mayfly-kafka"),
          Map.entry("rabbitmq", "mayfly-rabbitmq"),
          Map.entry("elasticsearch", "mayfly-elasticsearch"),
          Map.entry("cassandra", "mayfly-cassandra"),
          Map.entry("neo4j", "mayfly-neo4j"),
          Map.entry("localstack", "mayfly-localstack"),
          Map.entry("pulsar", "mayfly-pulsar"),
          Map.entry(SPRING, "mayfly-spring-boot"));

  private Artifacts() {}

  /** Ours for an artifact of Testcontainers, 1.x or 2.x, or of Spring Boot for it. */
  static Optional<String> ours(String theirs) {
    boolean plain = theirs.equals(THEIR_BOM) || !theirs.startsWith("testcontainers-");
    return Optional.ofNullable(
        EQUIVALENTS.get(plain ? theirs : theirs.substring("testcontainers-".length())));
  }
}
