package consumer

import dev.mayfly.FileSource
import dev.mayfly.GenericContainer
import dev.mayfly.junit.Container
import dev.mayfly.redis.RedisContainer
import org.junit.jupiter.api.Test

/** Properties of a class and of an instance, and a parameter. */
class GroovyTests {

    @Container
    static RedisContainer redis = RedisContainer.of('redis:7.0')

    @Container
    GenericContainer box = GenericContainer.of('redis:7.0')
        .copy(FileSource.text('hello'), '/greeting.txt')
        .command('sleep', '1h')

    @Test
    void 'a service answers'() {
        assert redis.exec('redis-cli', 'ping').stdout().trim() == 'PONG'
    }

    @Test
    void 'a copied file is read'() {
        assert box.exec('cat', '/greeting.txt').stdout() == 'hello'
    }

    @Test
    void 'a parameter is there'(@Container(image = 'redis:7.0') GenericContainer own) {
        assert own.running().running
    }
}
