/**
 * Neo4j for tests: {@link dev.mayfly.neo4j.Neo4jContainer}.
 *
 * <pre>{@code
 * class FriendsTests {
 *   @Container static final Neo4jContainer graph = Neo4jContainer.of();
 *
 *   @Test void friends_of_friends() {
 *     try (Driver driver =
 *         GraphDatabase.driver(graph.uri(), AuthTokens.basic(graph.user(), graph.password()))) {
 *       driver.executableQuery("CREATE (:Person {name: 'Ada'})").execute();
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.neo4j;

import org.jspecify.annotations.NullMarked;
