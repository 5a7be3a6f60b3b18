/**
 * Keycloak for tests: {@link dev.mayfly.keycloak.KeycloakContainer}.
 *
 * <pre>{@code
 * class LoginTests {
 *   @Container static final KeycloakContainer logins =
 *       KeycloakContainer.of().realm(FileSource.resource("shop-realm.json"));
 *
 *   @Test void a_clerk_may_look_at_orders() {
 *     URI issuer = logins.realmUrl("shop");
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.keycloak;

import org.jspecify.annotations.NullMarked;
