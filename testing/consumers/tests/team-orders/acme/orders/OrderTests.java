package acme.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acme.testing.SessionStore;
import acme.testing.SharedByAllTests;
import org.junit.jupiter.api.Test;

/** A project of the team: the annotation and the handle come from its library. */
class OrderTests {

  @SharedByAllTests static SessionStore sessions;

  @Test
  void the_store_is_as_in_production() {
    String policy = sessions.exec("redis-cli", "CONFIG", "GET", "maxmemory-policy").stdout();
    assertEquals("volatile-lru", policy.lines().reduce((first, second) -> second).orElseThrow());
    assertEquals("default:sessions", sessions.uri().getUserInfo());
  }
}
