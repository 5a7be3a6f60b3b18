package consumer

import dev.mayfly.FileSource
import dev.mayfly.GenericContainer
import dev.mayfly.junit.Container
import dev.mayfly.redis.RedisContainer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

private fun GenericContainer.greeting() = exec("cat", "/greeting.txt").stdout()

private fun box(): GenericContainer =
    GenericContainer.of("redis:7.0").copy(FileSource.text("hello"), "/greeting.txt").command("sleep", "1h")

/** Values of a companion, shared by the class. */
class CompanionTests {
  companion object {
    @Container @JvmStatic val redis: RedisContainer = RedisContainer.of("redis:7.0")

    @Container @JvmField val box = box()
  }

  @Test
  fun `a service answers`() = assertEquals("PONG", redis.exec("redis-cli", "ping").stdout().trim())

  @Test
  fun `a copied file is read`() = assertEquals("hello", box.greeting())
}

/** Properties of the instance, one of which Mayfly fills. */
class PropertyTests {
  @Container(image = "redis:7.0", ports = [6379]) lateinit var redis: GenericContainer

  @Container private val box = box()

  @Test
  fun `both are there`() {
    assertEquals("PONG", redis.exec("redis-cli", "ping").stdout().trim())
    assertEquals("hello", box.greeting())
  }
}

/** A parameter of the constructor. */
class ConstructorTests(@Container(image = "redis:7.0", ports = [6379]) private val redis: GenericContainer) {
  @Test
  fun `it is there`() = assertEquals("PONG", redis.exec("redis-cli", "ping").stdout().trim())
}

/** What several classes have in common. */
interface WithRedis {
  companion object {
    @Container @JvmField val redis: RedisContainer = RedisContainer.of("redis:7.0")
  }
}

class InterfaceTests : WithRedis {
  @Test
  fun `it is there`() = assertEquals("PONG", WithRedis.redis.exec("redis-cli", "ping").stdout().trim())
}
