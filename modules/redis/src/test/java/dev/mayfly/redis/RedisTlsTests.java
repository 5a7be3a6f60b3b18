package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import dev.mayfly.tls.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisURIHelper;

@Tag("docker")
class RedisTlsTests {

  @Container
  private static final RedisContainer cache = RedisContainer.of().tls().password("p@ss: w");

  @Isolated private RedisDatabase mine;

  /** A client that checks the server's name as browsers do. */
  private static Jedis client(URI uri, SSLContext trust) {
    return new Jedis(
        () -> connect(uri, trust),
        DefaultJedisClientConfig.builder()
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri))
            .build());
  }

  private static Socket connect(URI uri, SSLContext trust) {
    try {
      SSLSocket tls =
          (SSLSocket) trust.getSocketFactory().createSocket(uri.getHost(), uri.getPort());
      SSLParameters checks = tls.getSSLParameters();
      checks.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(checks);
      tls.startHandshake();
      return tls;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  @Test
  void a_client_that_trusts_the_certificate_stores_a_value_in_the_tests_own_database() {
    assertThat(mine.uri()).hasScheme("rediss").hasHost(cache.host()).hasPort(cache.port());
    try (Jedis redis = client(mine.uri(), cache.sslContext())) {
      redis.set("greeting", "hello");
      assertThat(redis.get("greeting")).isEqualTo("hello");
    }
  }

  @Test
  void a_client_that_trusts_others_connects_to_nobody() {
    SSLContext others = TestCertificates.create().sslContext();
    assertThatThrownBy(() -> client(cache.uri(), others).close())
        .hasRootCauseMessage("unable to find valid certification path to requested target");
  }

  @Test
  void nothing_is_said_in_plain_text() {
    try (Jedis redis = new Jedis(cache.host(), cache.port())) {
      assertThatThrownBy(redis::ping).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void a_container_beside_it_trusts_it_under_its_alias(@Container RedisContainer other) {
    String uri = cache.networkUri().toString();
    assertThat(uri).startsWith("rediss://default:").endsWith("@cache:6379");
    other.running().copyIn(CopiedFile.of(FileSource.text(cache.caCertificate()), "/ca.crt"));
    assertThat(other.exec("redis-cli", "--cacert", "/ca.crt", "-u", uri, "PING").orThrow().stdout())
        .isEqualTo("PONG\n");
  }

  @Test
  void a_server_that_is_started_again_has_the_same_certificate() {
    try (Containers session = Containers.open()) {
      RedisContainer own = session.start(RedisContainer.of().tls());
      SSLContext before = own.sslContext();
      own.running().restart(Duration.ofSeconds(5));
      try (Jedis redis = client(own.uri(), before)) {
        assertThat(redis.ping()).isEqualTo("PONG");
      }
    }
  }
}
