package dev.mayfly.spring;

import dev.mayfly.GenericContainer;
import dev.mayfly.redis.RedisContainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.devtools.restart.RestartScope;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A program under Boot's developer tools, which are off within JUnit: it says which container it
 * has whenever it is ready, and is restarted by a line, as by a changed class, and ended by
 * another.
 */
public final class RestartedApplication {

  private RestartedApplication() {}

  @Configuration(proxyBeanMethods = false)
  static class Fresh {

    @Bean
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> teller(RedisContainer redis, Cache cache) {
      return event -> tell(redis, count(cache));
    }

    private static String count(Cache cache) {
      try {
        return cache.ask("INCR starts").substring(1);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Kept {

    @Bean
    @RestartScope
    @ServiceConnection
    RedisContainer redis() {
      return RedisContainer.of();
    }

    @Bean
    @RestartScope
    GenericContainer client() {
      return GenericContainer.of("redis:7.0").command("sleep", "600");
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> teller(
        RedisContainer redis, GenericContainer client) {
      return event -> tell(redis, count(client));
    }

    private static String count(GenericContainer client) {
      return client.exec("redis-cli", "-h", "redis", "INCR", "starts").stdout().strip();
    }
  }

  /**
   * @param arguments which of both
   */
  public static void main(String[] arguments) {
    SpringApplication.from(words -> new SpringApplication(Cache.class).run(words))
        .with(arguments[0].equals("kept") ? Kept.class : Fresh.class)
        .run(arguments);
  }

  private static void tell(RedisContainer redis, String starts) {
    System.out.println("ready " + redis.running().id() + " " + starts);
    new Thread(RestartedApplication::obey).start();
  }

  /** Ends with whoever gives the orders, too. */
  private static void obey() {
    try {
      String order =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if ("restart".equals(order)) {
        Restarter.getInstance().restart();
      } else {
        System.exit(0);
      }
    } catch (IOException e) {
      System.exit(1);
    }
  }
}
