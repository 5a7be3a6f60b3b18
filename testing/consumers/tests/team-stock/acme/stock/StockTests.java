package acme.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acme.testing.Services;
import acme.testing.SharedByAllTests;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.Test;

/** Another project of the team, which sets one option of its own. */
class StockTests {

  @SharedByAllTests
  static final RedisContainer cache = Services.smallCache().setting("timeout", "60");

  @Test
  void the_cache_is_the_teams_with_an_option_of_this_project() {
    assertEquals("8388608", setting("maxmemory"));
    assertEquals("60", setting("timeout"));
  }

  private static String setting(String name) {
    String found = cache.exec("redis-cli", "CONFIG", "GET", name).stdout();
    return found.lines().reduce((first, second) -> second).orElseThrow();
  }
}
