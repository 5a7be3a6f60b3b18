package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.memcached.MemcachedContainer;
import java.util.ArrayList;
import java.util.List;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that keeps what it was told, in a cache that several of its kind share. */
@Tag("docker")
class CacheTests {

  @Container static final MemcachedContainer cache = MemcachedContainer.of().memoryMegabytes(32);

  private final List<String> asked = new ArrayList<>();
  private MemcachedClient client;

  @BeforeEach
  void connect() throws Exception {
    client = new XMemcachedClient(cache.host(), cache.port());
  }

  @AfterEach
  void disconnect() throws Exception {
    client.shutdown();
  }

  private int price(String item) throws Exception {
    Integer known = client.get(item);
    if (known != null) {
      return known;
    }
    asked.add(item);
    client.set(item, 60, item.length());
    return item.length();
  }

  @Test
  void a_price_is_asked_for_once() throws Exception {
    assertThat(price("book")).isEqualTo(4);
    assertThat(price("book")).isEqualTo(4);
    assertThat(asked).containsExactly("book");
  }

  @Test
  void a_price_that_is_forgotten_is_asked_for_again() throws Exception {
    price("pencil");
    client.flushAll();
    assertThat(price("pencil")).isEqualTo(6);
    assertThat(asked).containsExactly("pencil", "pencil");
  }
}
