package dev.mayfly.keycloak;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.net.URI;

/**
 * A realm of its own for a test, in a {@link KeycloakContainer} that many tests share; it has no
 * users and only Keycloak's own clients when the test begins, and is deleted afterwards.
 *
 * <p>Users, clients, roles, groups and keys are its own. The realm master is not. Thread-safe.
 */
@CheckReturnValue
public final class KeycloakRealm implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private KeycloakRealm() {}

  /** A realm that asks for no TLS. */
  public static KeycloakRealm of() {
    return new KeycloakRealm();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** {@code http://host:port/realms/name} for this JVM: the issuer of tokens that it asks for. */
  public URI url() {
    return Admin.realm(container().url(KeycloakContainer.PORT), name());
  }

  /** {@code http://alias:8080/realms/name} for containers on the same network. */
  public URI networkUrl() {
    return Admin.realm(container().networkUrl(KeycloakContainer.PORT), name());
  }
}
