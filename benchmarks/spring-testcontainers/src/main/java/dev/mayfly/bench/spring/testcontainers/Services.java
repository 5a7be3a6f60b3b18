package dev.mayfly.bench.spring.testcontainers;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;

/** Containers of the one context that all who import it share. */
@TestConfiguration(proxyBeanMethods = false)
class Services {

  @Bean
  @ServiceConnection
  PostgreSQLContainer<?> db() {
    return new PostgreSQLContainer<>("postgres:15");
  }

  @Bean
  @ServiceConnection(name = "redis")
  GenericContainer<?> cache() {
    return new GenericContainer<>("redis:7.0").withExposedPorts(6379);
  }
}
