package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One of two classes that share a context. */
class SecondTests extends CacheBase {

  @Autowired private Cache cache;

  @Test
  void the_context_of_both_classes_reaches_the_container() throws Exception {
    assertEquals("+PONG", cache.ask("PING"));
    assertEquals(1, Cache.MADE.get());
  }
}
