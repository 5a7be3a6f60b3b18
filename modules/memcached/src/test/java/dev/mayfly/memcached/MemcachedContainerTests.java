package dev.mayfly.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import java.util.Map;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClient;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class MemcachedContainerTests {

  @Container
  private static final MemcachedContainer cache =
      MemcachedContainer.of().memoryMegabytes(32).option("--max-item-size", "2m");

  private static MemcachedClient client;

  @BeforeAll
  static void connect() throws Exception {
    client = new XMemcachedClient(cache.host(), cache.port());
  }

  @AfterAll
  static void disconnect() throws Exception {
    client.shutdown();
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(MemcachedContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  @Test
  void what_is_stored_is_found_until_it_is_deleted() throws Exception {
    client.set("book", 0, "3 in stock");
    assertThat(client.<String>get("book")).isEqualTo("3 in stock");
    client.delete("book");
    assertThat(client.<String>get("book")).isNull();
  }

  @Test
  void its_memory_and_other_options_are_in_force() throws Exception {
    Map<String, String> stats = client.getStats().values().iterator().next();
    assertThat(stats).containsEntry("limit_maxbytes", Long.toString(32L << 20));
    client.set("large", 0, new byte[1_500_000]);
    assertThat(client.<byte[]>get("large")).hasSize(1_500_000);
  }

  @Test
  void clients_and_other_containers_have_an_address_each() {
    assertThat(cache.address()).isEqualTo(cache.host() + ":" + cache.port());
    assertThat(cache.networkAddress()).isEqualTo("cache:11211");
  }

  @Test
  void an_option_that_it_does_not_know_fails_the_start_with_its_words() {
    assertFailure(MemcachedContainer.of().option("--nonsense"))
        .hasMessageContaining("unrecognized option '--nonsense'");
  }

  @Test
  void too_little_memory_fails_the_start_with_its_words() {
    assertFailure(MemcachedContainer.of().memoryMegabytes(1))
        .hasMessageContaining("Cannot set item size limit higher than 1/2 of memory max.");
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    assertFailure(MemcachedContainer.of("redis:7.0")).hasMessageContaining("memcached: not found");
    assertFailure(MemcachedContainer.of("busybox:1.35")).hasMessageContaining("\"memcached\"");
  }

  @Test
  void another_service_on_the_port_is_told_from_a_memcached() {
    assertFailure(
            MemcachedContainer.of("redis:7.0")
                .customize(spec -> spec.command("redis-server", "--port", "11211")))
        .hasMessageContaining("another service's image? It answers \"-ERR unk…\"");
  }

  @Test
  void one_that_speaks_only_the_binary_protocol_is_told_what_to_wait_for() {
    MemcachedContainer binary = MemcachedContainer.of().option("-B", "binary");
    assertFailure(binary.customize(spec -> spec.startTimeout(Duration.ofSeconds(2))))
        .hasMessageContaining("the binary protocol (-B, -S)");
  }
}
