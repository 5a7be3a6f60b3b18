package consumer.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import org.junit.jupiter.api.Test;

/** A service, and a copied file, without a class path. */
class ModuleTests {

  @Container
  static final GenericContainer redis =
      GenericContainer.of("redis:7.0").expose(6379).copy(FileSource.text("hello"), "/greeting.txt");

  @Test
  void a_copied_file_is_read() {
    assertEquals("consumer.tests", getClass().getModule().getName());
    assertEquals("PONG", redis.exec("redis-cli", "ping").stdout().strip());
    assertEquals("hello", redis.exec("cat", "/greeting.txt").stdout());
  }
}
