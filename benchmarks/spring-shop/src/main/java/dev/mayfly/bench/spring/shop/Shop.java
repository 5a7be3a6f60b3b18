package dev.mayfly.bench.spring.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application that keeps orders in a database and their number in a cache. */
@SpringBootApplication
public class Shop {

  private final JdbcTemplate orders;
  private final StringRedisTemplate numbers;

  public Shop(JdbcTemplate orders, StringRedisTemplate numbers) {
    this.orders = orders;
    this.numbers = numbers;
  }

  /** Whether an order is found in both places. */
  public boolean order(String what) {
    orders.execute("CREATE TABLE IF NOT EXISTS orders (what text)");
    orders.update("INSERT INTO orders VALUES (?)", what);
    Long number = numbers.opsForValue().increment("orders");
    Long rows = orders.queryForObject("SELECT count(*) FROM orders", Long.class);
    return number != null && number.equals(rows);
  }
}
