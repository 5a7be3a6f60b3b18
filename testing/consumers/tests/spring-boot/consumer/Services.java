package consumer;

import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.spring.ServiceConnection;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the application needs while it is developed: the main method runs it, with containers. */
@TestConfiguration(proxyBeanMethods = false)
public class Services {

  @Bean
  @ServiceConnection
  PostgresContainer db() {
    return PostgresContainer.of();
  }

  @Bean
  @ServiceConnection
  RedisContainer cache() {
    return RedisContainer.of().password("s:e c@r/e%t");
  }

  public static void main(String[] arguments) {
    SpringApplication.from(Shop::main).with(Services.class).run(arguments);
  }
}
