import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SecondCacheTests extends CacheBase {

  @Test
  void both_classes_have_one_cache() {
    assertEquals(address(), System.getProperties().computeIfAbsent("cache", key -> address()));
  }
}
