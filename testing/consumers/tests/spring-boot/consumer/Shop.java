package consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application that keeps orders in a database and their number in a cache. */
@SpringBootApplication
public class Shop {

  private final JdbcTemplate orders;
  private final StringRedisTemplate numbers;

  Shop(JdbcTemplate orders, StringRedisTemplate numbers) {
    this.orders = orders;
    this.numbers = numbers;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }

  void order(String what) {
    orders.update("INSERT INTO orders (what) VALUES (?)", what);
    numbers.opsForValue().increment("orders");
  }

  int orders() {
    return orders.queryForObject("SELECT count(*) FROM orders", Integer.class);
  }

  String number() {
    return numbers.opsForValue().get("orders");
  }

  /** The database must still be there when the application ends. Spring 7 pauses other clients before. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    try {
      orders();
    } catch (RuntimeException e) {
      System.err.println("The database was gone before the application: " + e);
      Runtime.getRuntime().halt(9);
    }
  }
}
