package dev.mayfly.docker;

import com.github.dockerjava.api.model.AuthConfig;

/**
 * What a registry admits somebody by.
 *
 * @param server the registry as logins are called: the Hub has an address
 * @param user empty with a token
 * @param password of the user; empty with a token
 * @param identityToken in place of both; empty without
 * @param source where it comes from, in words
 */
record RegistryLogin(
    String server, String user, String password, String identityToken, String source) {

  /** As docker-java sends it to the engine. */
  AuthConfig toAuthConfig() {
    AuthConfig config = new AuthConfig().withRegistryAddress(server);
    return identityToken.isEmpty()
        ? config.withUsername(user).withPassword(password)
        : config.withIdentityToken(identityToken);
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return (user.isEmpty() ? "by a token" : "as \"" + user + "\"") + ", from " + source;
  }
}
