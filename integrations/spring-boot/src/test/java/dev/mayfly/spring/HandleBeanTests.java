package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.redis.RedisContainer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications whose containers are beans, as while they are developed. */
@Tag("docker")
final class HandleBeanTests {

  static class Main {
    public static void main(String... arguments) {
      new SpringApplication(Cache.class).run(arguments);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Services {

    @Bean
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of();
    }

    @Bean
    GenericContainer client() {
      return GenericContainer.of("redis:7.0").command("sleep", "60");
    }
  }

  @BeforeEach
  void nothingSeen() {
    Cache.SEEN.clear();
  }

  private static ConfigurableApplicationContext run(Class<?> services) {
    return SpringApplication.from(Main::main)
        .with(services)
        .run("--spring.main.banner-mode=off", "--spring.main.register-shutdown-hook=false")
        .getApplicationContext();
  }

  @Test
  void they_start_with_the_application_know_each_other_and_go_after_it() throws IOException {
    RunningContainer redis;
    try (ConfigurableApplicationContext context = run(Services.class)) {
      assertThat(context.getBean(Cache.class).ask("PING")).isEqualTo("+PONG");
      redis = context.getBean(RedisContainer.class).running();
      assertThat(
              context
                  .getBean(GenericContainer.class)
                  .exec("redis-cli", "-h", "redis", "PING")
                  .stdout())
          .contains("PONG");
    }

    assertThat(Cache.SEEN).containsExactly("opened", "closed +PONG");
    assertThatThrownBy(redis::isRunning).hasMessageContaining("it was removed");
  }

  @Configuration(proxyBeanMethods = false)
  static class Broken {

    @Bean
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of().setting("no-such-setting", "1");
    }
  }

  @Test
  void one_that_does_not_start_ends_the_application_with_its_own_words() {
    assertThatThrownBy(() -> run(Broken.class)).hasStackTraceContaining("no-such-setting");
    assertThat(List.copyOf(Cache.SEEN)).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  static class OneOfAnother {

    @Bean
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of();
    }

    @Bean
    GenericContainer client(RedisContainer redis) {
      return GenericContainer.of("redis:7.0").command("sleep", "60");
    }
  }

  @Test
  void one_may_ask_for_another() {
    try (ConfigurableApplicationContext context = run(OneOfAnother.class)) {
      assertThat(
              context
                  .getBean(GenericContainer.class)
                  .exec("redis-cli", "-h", "redis", "PING")
                  .stdout())
          .contains("PONG");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class NoHandle {

    @Bean
    @ServiceConnection
    String redis() {
      return "redis:7.0";
    }
  }

  @Test
  void a_bean_that_is_no_handle_is_told() {
    assertThatThrownBy(() -> run(NoHandle.class))
        .hasStackTraceContaining(
            "bean redis is annotated with @ServiceConnection, but a String does not tell where");
  }

  @Configuration(proxyBeanMethods = false)
  static class Unknown {

    @Bean
    @ServiceConnection
    GenericContainer client() {
      return GenericContainer.of("redis:7.0");
    }
  }

  @Test
  void a_handle_that_nothing_is_connected_to_is_told() {
    assertThatThrownBy(() -> run(Unknown.class))
        .hasStackTraceContaining(
            "bean client is annotated with @ServiceConnection, but nothing of Spring Boot's is"
                + " connected to a GenericContainer");
  }
}
