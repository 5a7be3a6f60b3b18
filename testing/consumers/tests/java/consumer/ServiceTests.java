package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.redis.RedisContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services in a static field, in a field of the instance and in a parameter; files in and out. */
class ServiceTests {

  @Container static final RedisContainer redis = RedisContainer.of("redis:7.0");

  @Container
  final GenericContainer box =
      GenericContainer.of("redis:7.0")
          .copy(FileSource.text("hello\n"), "/in/greeting.txt")
          .command("sleep", "1h");

  @Test
  void a_service_answers() {
    assertEquals("PONG", redis.exec("redis-cli", "ping").stdout().strip());
    assertTrue(redis.port(6379) > 0);
  }

  @Test
  void a_copied_file_is_read(@TempDir Path folder) throws Exception {
    assertEquals("hello\n", box.exec("cat", "/in/greeting.txt").stdout());
    byte[] content = box.running().readFile("/in/greeting.txt");
    assertEquals("hello\n", new String(content, StandardCharsets.UTF_8));

    box.running().copyOut("/in", folder.resolve("in"));
    assertEquals("hello\n", Files.readString(folder.resolve("in/greeting.txt")));
  }

  @Test
  void a_parameter_is_a_service_on_the_same_network(
      @Container(image = "nginx:1.22", ports = 80) GenericContainer web) throws Exception {
    try (var page = web.url(80).toURL().openStream()) {
      assertTrue(page.read() >= 0);
    }
    assertEquals(0, web.exec("getent", "hosts", redis.networkAlias()).exitCode());
  }
}
